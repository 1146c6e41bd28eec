import SystemCalls

/// Something that a person gave can't be used; nothing was sent.
package struct UsageFault: Error, CustomStringConvertible {
  /// A clause that names the fault and the cure.
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  init(_ error: SystemError) {
    self.init(error.description)
  }
}
