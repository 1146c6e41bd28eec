import WireProtocol

extension IdempotencyKey {
  /// - Throws: ``UsageFault`` for anything else.
  init(argument: String) throws {
    guard let key = IdempotencyKey(argument) else {
      throw UsageFault("128 random bits are expected, as 22 characters of base64url or 32 hex digits")
    }
    self = key
  }
}
