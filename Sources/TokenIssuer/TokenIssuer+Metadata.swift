import JOSE
import RPC
import Storage
import WireProtocol

extension TokenIssuer {
  func listSigningKeys(_ request: SigningKeysList, _ call: Call) async throws -> Page<ListedSigningKey> {
    try await signingKeys.page(PageCursor(size: request.pageSize, token: request.pageToken))
  }

  /// RFC 7517. Verifiers need the key before the first token, so asking makes it.
  func publicKeys(_ request: JWKSGet, _ call: Call) async throws -> JWKSet {
    _ = try await signingKeys.current()
    return JWKSet(keys: try await signingKeys.all().map { JWK($0.verificationKey) })
  }
}
