import JOSE
import RPC
import Storage
import WireProtocol

extension ServerMetadata {
  init(_ identity: Identity, scopesSupported: [String]) {
    self.init(
      issuer: identity.issuer, tokenEndpoint: identity.tokenEndpoint,
      signingAlgorithms: SignatureAlgorithm.allCases.map(\.rawValue), scopesSupported: scopesSupported)
  }
}

extension TokenIssuer {
  func listSigningKeys(_ request: SigningKeysList, _ call: Call) async throws -> Page<ListedSigningKey> {
    try await signingKeys.page(request)
  }

  /// Looks whether tokens can be signed.
  /// - Throws: `unavailable` where the key does not open.
  package func checkSigningKey() async throws -> String {
    try await signingKeys.openNewest().map { "\($0) opens" } ?? "none was needed yet"
  }

  /// RFC 7517. Verifiers need the key before the first token, so asking makes it.
  func publicKeys(_ request: JWKSGet, _ call: Call) async throws -> JWKSet {
    _ = try await signingKeys.current()
    return JWKSet(keys: try await signingKeys.all().map { JWK($0.verificationKey) })
  }
}
