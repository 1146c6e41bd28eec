import RPC
import WireProtocol

/// A client that has shown a secret of its own.
struct AuthenticatedClient {
  let known: KnownApp
  let secretSid: SecretSID

  /// - Throws: `unauthorized_client` where the secret is right but the account may not use it (R15).
  init(_ known: KnownApp, _ secretSid: SecretSID) throws(ServiceError) {
    guard known.status == .active else {
      throw ServiceError(
        .unauthorizedClient, "account \(known.accountSid) is \(known.status.rawValue): its apps get no tokens")
    }
    self.known = known
    self.secretSid = secretSid
  }
}

extension TokenIssuer {
  /// RFC 6749 section 3.2.1, of a client about which everything is known; `nil` where registry or secret manager must
  /// be asked.
  func authenticateAtOnce(_ clientID: AppSID, _ secret: Sensitive) throws(ServiceError) -> AuthenticatedClient? {
    guard let app = directory.knownApp(clientID),
      let secretSid = directory.knownSecret(PresentedSecret(clientID, secret))
    else { return nil }
    return try AuthenticatedClient(app, secretSid)
  }

  /// RFC 6749 section 3.2.1. Registry and secret manager are asked at the same time.
  /// - Throws: `invalid_client`, the same for an unknown client as for a wrong secret, and later the more often the
  ///   client's secret was wrong; `unauthorized_client`.
  func authenticate(_ clientID: AppSID, _ secret: Sensitive, _ call: Call) async throws -> AuthenticatedClient {
    async let app = directory.app(clientID, call)
    async let verified = directory.secret(PresentedSecret(clientID, secret), secret, call)
    guard let secretSid = try await verified, let app = try await app else {
      await brake.slowDown(clientID)
      throw ServiceError(
        .invalidClient, "client authentication failed: the client id is unknown or the secret does not work")
    }
    return try AuthenticatedClient(app, secretSid)
  }
}
