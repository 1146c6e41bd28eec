import WireProtocol

extension IdempotencyKey {
  /// - Throws: ``UsageFault`` for anything else.
  init(argument: String) throws {
    guard let key = IdempotencyKey(argument) else {
      throw UsageFault("128 random bits are expected, as 22 characters of base64url or 32 hex digits")
    }
    self = key
  }

  /// How a person has a change made once, or answered again.
  /// - Parameter option: What the same command needs beside the key.
  func repetition(with option: String?) -> String {
    let options = ["--idempotency-key \(text)", option].compactMap(\.self).joined(separator: " and ")
    return "the same command with \(options), within \(Self.memory / 60) minutes,"
  }
}
