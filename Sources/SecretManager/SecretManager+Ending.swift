import Coherence
import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// R10. A secret that ran out is revoked as well, for its tokens' sake; one that is revoked stays as it is.
  /// - Throws: `not_found` for a secret that is not this client's.
  func revoke(_ request: SecretsRevoke, _ call: Call) async throws -> Secret {
    try await store.write(changing: .app(request.clientId)) { database in
      let now = clock()
      let secret = try database.secret(request.secretSid, of: request.clientId).revoked(at: now)
      try database.update(secret)
      return secret.told(at: now)
    }
  }

  func destroy(_ request: SecretsDestroy, _ call: Call) async throws -> NoContent {
    try await store.write(changing: .app(request.clientId)) { try $0.deleteSecrets(of: request.clientId) }
    return NoContent()
  }
}
