import JOSE
import RPC
import Storage
import WireProtocol

extension TokenIssuer {
  /// Makes signing keys follow each other (see ``SigningKeyStep``): to be called at start and once a minute.
  package func tendSigningKeys() async throws {
    try await signingKeys.tend()
  }

  /// Looks whether the keys that sign and verify can be opened.
  /// - Throws: `unavailable` where one does not open.
  package func checkSigningKeys() async throws -> String {
    try await signingKeys.check()
  }

  /// RFC 7517. Verifiers need the key before the first token, so asking makes it.
  func publicKeys(_ request: JWKSGet, _ call: Call) async throws -> JWKSet {
    try await currentSigningKey.find()
    return JWKSet(keys: try await signingKeys.all().map { JWK($0) })
  }
}
