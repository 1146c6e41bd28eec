import Glibc

/// A system call that failed, in words.
package struct SystemError: Error, CustomStringConvertible {
  package let number: CInt
  private let action: String

  /// - Parameter action: What could not be done, such as "bind /run/x.sock".
  init(_ action: String, number: CInt = errno) {
    self.action = action
    self.number = number
  }

  package var description: String { "can't \(action): \(String(cString: strerror(number)))" }
}
