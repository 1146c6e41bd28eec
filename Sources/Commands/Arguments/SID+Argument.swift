import WireProtocol

extension SID {
  /// - Throws: ``UsageFault`` for an identifier of another kind and for anything else.
  init(argument: String) throws {
    guard let sid = SID(argument) else {
      throw UsageFault("\(Kind.noun) is expected, \(Kind.prefix) and 32 lower-case hex digits")
    }
    self = sid
  }
}
