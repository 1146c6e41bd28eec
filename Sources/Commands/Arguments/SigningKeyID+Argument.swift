import WireProtocol

extension SigningKeyID {
  /// - Throws: ``UsageFault`` for what no signing key is called.
  init(argument: String) throws {
    guard let id = SigningKeyID(argument) else {
      throw UsageFault("a key's id is expected, as oauthctl signing-key list shows it")
    }
    self = id
  }
}
