import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func rotateSecret(_ request: AppsRotateSecret, _ call: Call) async throws -> IssuedSecret {
    try await requirePermitted(request, call)
    let issued = try await secretManager.call(
      SecretsRotate(clientId: request.sid, gracePeriod: request.gracePeriod), within: call)
    try await requireStillThere(request.sid, call)
    return issued
  }

  func listSecrets(_ request: AppsListSecrets, _ call: Call) async throws -> Page<Secret> {
    let caller = try await Caller(call)
    _ = try await store.read { try $0.app(request.sid, for: Principal(caller, in: $0)) }
    return try await secretManager.call(
      SecretsList(clientId: request.sid, pageSize: request.pageSize, pageToken: request.pageToken), within: call)
  }

  func revokeSecret(_ request: AppsRevokeSecret, _ call: Call) async throws -> Secret {
    try await requirePermitted(request, call)
    return try await secretManager.call(
      SecretsRevoke(clientId: request.sid, secretSid: request.secretSid), within: call)
  }

  private func requirePermitted(_ change: some AppChange, _ call: Call) async throws {
    let caller = try await Caller(call)
    call.note(try await store.read { try $0.app(for: change, by: caller) }.accountSid)
  }

  /// A deletion that was committed while the secret manager rotated may have destroyed the secrets before the new one
  /// was made.
  private func requireStillThere(_ sid: AppSID, _ call: Call) async throws {
    guard try await store.read({ try $0.app(sid) }) == nil else { return }
    try await finishRemoval(of: sid, within: call)
    throw ServiceError(.notFound, "app \(sid) was deleted while its secret was rotated; the new secret is destroyed")
  }
}
