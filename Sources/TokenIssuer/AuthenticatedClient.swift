import WireProtocol

/// A client that has shown a secret of its own.
struct AuthenticatedClient {
  let app: KnownApp
  let secretSid: SecretSID
}

extension TokenIssuer {
  /// RFC 6749 section 3.2.1.
  /// - Throws: As ``authenticate(_:_:among:_:)``.
  func authenticate(
    _ clientID: AppSID, _ secret: Sensitive, _ answers: inout Answers
  ) throws -> AuthenticatedClient {
    let (app, secretSid) = try authenticate(clientID, secret, among: apps, &answers)
    return AuthenticatedClient(app: app, secretSid: secretSid)
  }

  /// - Throws: `invalid_client`, the same for an unknown client as for a wrong secret, and later the more often the
  ///   client's secret was wrong.
  func authenticate<Known: KnownClient>(
    _ sid: SID<Known.Kind>, _ secret: Sensitive, among clients: KnownClients<Known>, _ answers: inout Answers
  ) throws -> (client: Known, secretSid: SecretSID) {
    let id = sid.clientID
    let secretSid = answers.seek(PresentedSecret(client: id, secret: secret), in: workingSecrets)
    let client = answers.seek(sid, in: clients)
    switch (secretSid, client) {
    // One is enough: whoever has not answered yet is not waited for.
    case (.success(nil), _), (_, .success(nil)):
      let refusal = ServiceError(
        .invalidClient, "client authentication failed: the client id is unknown or the secret does not work")
      throw brake.slowed(refusal, client: id, caller: answers.caller)
    case (.success(let secretSid?), .success(let client?)): return (client, secretSid)
    case (.failure(let error), _), (_, .failure(let error)): throw error
    }
  }
}
