import WireProtocol

/// A client that has shown a secret of its own.
struct AuthenticatedClient {
  let app: App
  let secretSid: SecretSID
}

extension TokenIssuer {
  /// RFC 6749 section 3.2.1. Registry and secret manager are asked at the same time.
  /// - Throws: `invalid_client`, the same for an unknown client as for a wrong secret, and later the more often the client's
  ///   secret was wrong; `unauthorized_client` where the secret is right but the account may not use it (R15).
  func authenticate(_ clientID: AppSID, _ secret: Sensitive, _ call: Call) async throws -> AuthenticatedClient {
    async let app = livingApp(clientID, call)
    async let verification = secretManager.call(SecretsVerify(clientId: clientID, clientSecret: secret), within: call)
    guard let secretSid = try await verification.secretSid, let app = try await app else {
      await brake.slowDown(clientID)
      throw ServiceError(.invalidClient, "client authentication failed: the client id is unknown or the secret does not work")
    }
    guard app.status == .active else {
      throw ServiceError(.unauthorizedClient, "account \(app.accountSid) is \(app.status.rawValue): its apps get no tokens")
    }
    return AuthenticatedClient(app: app, secretSid: secretSid)
  }

  /// The app, or `nil` if there is none or no more (R7).
  func livingApp(_ sid: AppSID, _ call: Call) async throws -> App? {
    do { return try await registry.call(AppsGet(sid: sid), within: call) } catch let error as ServiceError where error.code == .notFound {
      return nil
    }
  }
}
