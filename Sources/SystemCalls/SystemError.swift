import Glibc

/// A system call that failed, in words.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The value of `errno`.
  package let number: CInt
  private let action: String

  /// - Parameter action: What could not be done, such as "listen on /run/x.sock".
  package init(_ action: String, number: CInt = errno) {
    self.action = action
    self.number = number
  }

  /// The C library's words, such as "No such file or directory".
  package var reason: String { String(cString: strerror(number)) }

  package var description: String { "can't \(action): \(reason)" }
}
