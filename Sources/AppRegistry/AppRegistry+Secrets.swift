import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func rotateSecret(_ request: AppsRotateSecret, _ call: Call) async throws -> IssuedSecret {
    let app = try store.read { try $0.changeableApp(request.sid, for: call) }
    let issued = try await secretManager.call(
      SecretsRotate(clientId: app.sid, gracePeriod: request.gracePeriod), within: call)
    try await requireStillThere(app, call)
    return issued
  }

  func listSecrets(_ request: AppsListSecrets, _ call: Call) async throws -> Page<Secret> {
    let app = try store.read { try $0.app(request.sid, for: Principal(of: call, in: $0)) }
    return try await secretManager.call(
      SecretsList(clientId: app.sid, pageSize: request.pageSize, pageToken: request.pageToken), within: call)
  }

  func revokeSecret(_ request: AppsRevokeSecret, _ call: Call) async throws -> Secret {
    let app = try store.read { try $0.changeableApp(request.sid, for: call) }
    return try await secretManager.call(SecretsRevoke(clientId: app.sid, secretSid: request.secretSid), within: call)
  }

  /// A deletion that was committed while the secret manager rotated may have destroyed the secrets before the new one
  /// was made.
  private func requireStillThere(_ app: App, _ call: Call) async throws {
    guard try store.read({ try $0.app(app.sid) }) == nil else { return }
    try await finishRemoval(of: app.sid, within: call)
    throw ServiceError(
      .notFound, "app \(app.sid) was deleted while its secret was rotated; the new secret is destroyed")
  }
}
