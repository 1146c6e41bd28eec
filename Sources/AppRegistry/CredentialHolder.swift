import Permissions
import RPC
import Storage
import WireProtocol

/// Whose credential somebody has shown to the gateway, as far as it takes other services to tell.
enum CredentialHolder: Sendable {
  /// A key that was shown with a secret of its own, or by one with its account.
  case apiKey(APIKeySID)
  /// An app, by a token that is active and is worth a scope.
  case app(AppSID, in: AccountSID, GrantedScope)

  var id: ClientID {
    switch self {
    case .apiKey(let sid): .apiKey(sid)
    case .app(let sid, _, _): .app(sid)
    }
  }
}

extension AppRegistry {
  /// Has a credential checked: secrets by the secret manager, tokens by the issuer.
  /// - Throws: `invalid_client`, the same whatever is wrong with it.
  func holder(of credential: CallerCredential, within call: Call) async throws -> CredentialHolder {
    switch credential {
    case .apiKey(let sid, let secret): try await holder(of: secret, among: [sid], within: call)
    case .account(let sid, let secret):
      try await holder(of: secret, among: store.read { try $0.mainKeys(of: sid) }, within: call)
    case .token(let token): try await holder(of: token, within: call)
    }
  }

  /// - Parameter keys: All are asked about, so that it takes the same time whose the secret is. Where there are none,
  ///   one that does not exist is asked about.
  private func holder(
    of secret: Sensitive, among keys: [APIKeySID], within call: Call
  ) async throws -> CredentialHolder {
    try await withThrowingTaskGroup { group in
      for sid in keys.isEmpty ? [.random()] : keys {
        group.addTask { [secretManager] in
          let question = SecretsVerify(clientId: .apiKey(sid), clientSecret: secret)
          return try await secretManager.call(question, within: call).valid ? sid : nil
        }
      }
      let found = try await group.reduce(into: nil) { $0 = $0 ?? $1 }
      guard let found else { throw ServiceError.refusedCredential }
      return .apiKey(found)
    }
  }

  private func holder(of token: Sensitive, within call: Call) async throws -> CredentialHolder {
    guard let claims = try await tokenIssuer.call(TokensIntrospect(token: token), within: call).claims else {
      throw ServiceError.refusedCredential
    }
    return .app(claims.clientId, in: claims.accountSid, GrantedScope(scope: claims.scope))
  }
}

extension Transaction {
  /// The main keys whose secrets stand for their account: all of them, or the newest where an earlier release has let
  /// there be more.
  fileprivate func mainKeys(of account: AccountSID) throws -> [APIKeySID] {
    try rows(
      "SELECT sid FROM api_keys WHERE account_sid = ? AND type = ? AND state = 'active' ORDER BY id DESC LIMIT ?",
      account, APIKeyType.main, APIKey.mostMainKeys
    ).map { try $0.value("sid") }
  }

  /// - Throws: `limit_exceeded` for one main key more than can be told apart by their secrets.
  func requireRoom(for client: some RegisteredClient) throws {
    guard let key = client as? APIKey, key.type == .main else { return }
    let count: Int? = try row(
      """
      SELECT count(*) AS count FROM api_keys
      WHERE account_sid = ? AND type = ? AND state IN ('pending', 'active')
      """, key.accountSid, APIKeyType.main)?.value("count")
    guard count ?? 0 >= APIKey.mostMainKeys else { return }
    throw ServiceError(
      .limitExceeded,
      "account \(key.accountSid) has \(APIKey.mostMainKeys) main keys, which is the most; delete one, or create a "
        + "restricted key",
      path: "type")
  }

  /// Whoever has shown a credential. It manages the apps and API keys of its own account, and of no subaccount (R11).
  /// - Parameter permission: What it takes. A main key has every one.
  /// - Throws: `access_denied` without the permission; `invalid_client` for a key that is gone, or whose account is not
  ///   active.
  func principal(
    _ holder: CredentialHolder, having permission: String, by catalogue: Catalogue
  ) throws -> Principal {
    switch holder {
    case .app(let sid, let account, let scope):
      guard scope.holds(permission) else { throw ServiceError.missing(permission) }
      guard let app: App = try client(sid) else { throw ServiceError.refusedCredential }
      return .holder(account, rights: app.policy.narrowed(to: scope, by: catalogue))
    case .apiKey(let sid):
      guard let key: APIKey = try client(sid), key.status == .active else { throw ServiceError.refusedCredential }
      if let policy = key.policy {
        let policy = PermissionPolicy(allow: policy.allow, deny: policy.deny, catalogue: catalogue)
        guard policy.allows(permission) else { throw ServiceError.missing(permission) }
      }
      return .holder(key.accountSid, rights: key.policy)
    }
  }
}

extension ServiceError {
  fileprivate static let refusedCredential = ServiceError(
    .invalidClient,
    "the credential does not work: it is no API key with its secret, no account's with that of a main key, no active "
      + "token, or its account is not active",
    path: "meta.credential")

  fileprivate static func missing(_ permission: String) -> ServiceError {
    ServiceError(.accessDenied, "required permission \(permission) is missing", permission: permission)
  }
}
