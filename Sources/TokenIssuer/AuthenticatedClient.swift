import WireProtocol

/// A client that has shown a secret of its own.
struct AuthenticatedClient {
  let app: KnownApp
  let secretSid: SecretSID
}

extension TokenIssuer {
  /// RFC 6749 section 3.2.1.
  /// - Throws: `invalid_client`, the same for an unknown client as for a wrong secret, and later the more often the
  ///   client's secret was wrong.
  func authenticate(
    _ clientID: AppSID, _ secret: Sensitive, _ answers: inout Answers
  ) throws -> AuthenticatedClient {
    let secretSid = answers.seek(PresentedSecret(client: clientID, secret: secret), in: workingSecrets)
    let app = answers.seek(clientID, in: apps)
    switch (secretSid, app) {
    // One is enough: whoever has not answered yet is not waited for.
    case (.success(nil), _), (_, .success(nil)):
      let refusal = ServiceError(
        .invalidClient, "client authentication failed: the client id is unknown or the secret does not work")
      throw brake.slowed(refusal, client: clientID, caller: answers.caller)
    case (.success(let secretSid?), .success(let app?)):
      return AuthenticatedClient(app: app, secretSid: secretSid)
    case (.failure(let error), _), (_, .failure(let error)): throw error
    }
  }
}
