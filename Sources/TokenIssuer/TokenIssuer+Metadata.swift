import JOSE
import Permissions
import Storage
import WireProtocol

extension TokenIssuer {
  func listSigningKeys(_ request: SigningKeysList, _ call: Call) async throws -> Page<ListedSigningKey> {
    try await signingKeys.page(PageCursor(size: request.pageSize, token: request.pageToken))
  }

  /// RFC 7517. Verifiers need the key before the first token, so asking makes it.
  func publicKeys(_ request: JWKSGet, _ call: Call) async throws -> JWKSet {
    _ = try await signingKeys.current()
    return JWKSet(keys: try await signingKeys.all().map { JWK($0.publicJWK) })
  }

  /// RFC 8414.
  func metadata(_ request: MetadataGet, _ call: Call) -> ServerMetadata {
    ServerMetadata(issuer: identity.issuer, scopesSupported: catalogue.permissions.map(\.name))
  }
}

extension JWK {
  fileprivate init(_ key: JSONWebKey) {
    self.init(
      kty: key.kty, use: key.use ?? "sig", alg: key.alg ?? "", kid: key.kid ?? "", crv: key.crv, x: key.x, y: key.y,
      n: key.n, e: key.e)
  }
}
