import RPC
import Storage
import WireProtocol

extension SecretManager {
  /// R10. A secret that ran out is revoked as well, for its tokens' sake; one that is revoked stays as it is.
  /// - Throws: `not_found` for a secret that is not this client's.
  func revoke(_ request: SecretsRevoke, _ call: Call) async throws -> Secret {
    let now = clock()
    return try await store.change(.client(request.clientId), once: keyed(request, call, at: now)) { transaction in
      let secret = try transaction.secret(request.secretSid, of: request.clientId)
      call.note(before: secret.shown(at: now))
      return secret
    } write: { transaction, secret in
      let revoked = secret.revoked(at: now)
      try transaction.update(revoked)
      return revoked.shown(at: now)
    }
  }

  func destroy(_ request: SecretsDestroy, _ call: Call) async throws -> NoContent {
    try await store.change(.client(request.clientId)) { try $0.deleteSecrets(of: request.clientId) }
    return NoContent()
  }
}
