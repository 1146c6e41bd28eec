import RPC
import TestSupport
import WireProtocol

/// The steps that the rules about credentials are told in.
extension World {
  /// The registry, as the gateway calls it for whoever shows this.
  func registry(showing credential: CallerCredential) -> Client { client(.appRegistry, showing: credential) }

  /// An API key, and the credential that it is.
  func makeCredential(
    _ name: String = "Manager", in account: AccountSID, allow: [String]? = nil, deny: [String] = []
  ) async throws -> (key: OwnedKey, credential: CallerCredential) {
    let key = try await makeKey(name, in: account, allow: allow, deny: deny)
    return (key, .apiKey(key.sid, secret: key.secret))
  }

  /// What a request is refused with; `nil` where it is done.
  func error(of request: ManagementRequest, showing credential: CallerCredential) async -> ServiceError? {
    do {
      try await request.send(registry(showing: credential))
      return nil
    } catch { return error as? ServiceError ?? ServiceError(.internalError, "\(error)") }
  }
}

/// A request to the registry that a credential may be good for, of one app and one API key.
struct ManagementRequest: Sendable {
  let permission: String
  let send: @Sendable (Client) async throws -> Void

  init<M: Method>(_ permission: String, _ request: M) {
    self.permission = "/twilio/iam/\(permission)"
    send = { _ = try await $0.call(request) }
  }

  /// All that there are, those that delete last.
  static func all(_ app: OwnedApp, _ key: OwnedKey) throws -> [ManagementRequest] {
    let pair = try ClientKeyPair()
    let name = try FriendlyName("Name \(UInt32.random(in: 0 ... .max))")
    let allowed = Policy(allow: [World.listMessages])
    return [
      .init("account-oauth-apps/create", AppsCreate(friendlyName: name, policy: allowed)),
      .init("account-oauth-apps/list", AppsList()),
      .init("account-oauth-apps/read", AppsGet(sid: app.sid)),
      .init("account-oauth-apps/read", AppsListSecrets(sid: app.sid)),
      .init("account-oauth-apps/update", AppsUpdate(sid: app.sid, policy: allowed)),
      .init("account-oauth-apps/update", AppsRotateSecret(sid: app.sid)),
      .init("account-oauth-apps/update", AppsRevokeSecret(sid: app.sid, secretSid: app.secretSid)),
      .init("account-oauth-apps/update", AppsAddKey(sid: app.sid, jwk: pair.jwk())),
      .init("account-oauth-apps/update", AppsSetKeys(sid: app.sid, jwks: PublicJWKSet(keys: [pair.jwk()]))),
      .init("account-oauth-apps/update", AppsRemoveKey(sid: app.sid, thumbprint: pair.thumbprint)),
      .init("account-oauth-apps/update", AppsDisable(sid: app.sid)),
      .init("account-oauth-apps/update", AppsEnable(sid: app.sid)),
      .init("account-oauth-apps/update", AppsRevokeTokens(sid: app.sid)),
      .init("api-keys/create", APIKeysCreate(friendlyName: name, policy: allowed)),
      .init("api-keys/list", APIKeysList()),
      .init("api-keys/read", APIKeysGet(sid: key.sid)),
      .init("api-keys/update", APIKeysUpdate(sid: key.sid, policy: allowed)),
      .init("api-keys/update", APIKeysRotateSecret(sid: key.sid)),
      .init("account-oauth-apps/delete", AppsDelete(sid: app.sid)),
      .init("api-keys/delete", APIKeysDelete(sid: key.sid)),
    ]
  }
}
