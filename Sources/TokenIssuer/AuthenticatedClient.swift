import JOSE
import WireProtocol

/// A client that has shown who it is, and by which of its credentials.
struct AuthenticatedClient {
  let app: KnownApp
  let credential: ClientCredential
  /// The systemd unit that has asked, if it was one.
  var unit: UnitName?
}

/// By what a client has authenticated; its tokens end with it where it is compromised (R10).
enum ClientCredential: Equatable, Sendable {
  case secret(SecretSID)
  case key(KeyThumbprint)
  /// By none: systemd has vouched for a unit that is bound to it.
  case unit
}

extension ClientCredential {
  /// What a token was issued by; `nil` if its claims don't name one thing.
  init?(_ claims: AccessTokenClaims) {
    switch (claims.secretSID, claims.clientKey, claims.unit) {
    case (let sid?, nil, nil):
      guard let sid = SecretSID(sid) else { return nil }
      self = .secret(sid)
    case (nil, let key?, nil):
      guard let key = KeyThumbprint(key) else { return nil }
      self = .key(key)
    case (nil, nil, _?): self = .unit
    default: return nil
    }
  }

  var secretSid: SecretSID? { if case .secret(let sid) = self { sid } else { nil } }
  var key: KeyThumbprint? { if case .key(let key) = self { key } else { nil } }
}

extension TokenIssuer {
  /// RFC 6749 section 3.2.1.
  /// - Throws: `invalid_client`, the same for an unknown client as for a wrong secret or an assertion that no key of
  ///   the client has signed, and later the more often that was so; `invalid_request` for none, and for more than one.
  func authenticate<Request: ClientAuthentication>(
    _ request: Request, _ answers: inout Answers
  ) throws -> AuthenticatedClient {
    switch (request.clientSecret, request.clientAssertion) {
    case (let secret?, nil) where request.clientAssertionType == nil:
      guard let client = request.clientId else { throw ServiceError.noClientID }
      return try authenticate(client, secret, &answers)
    case (nil, let assertion?) where request.clientAssertionType != nil:
      return try authenticate(by: assertion, of: request.clientId, at: Request.endpoint, &answers)
    default: throw ServiceError.notOneCredential
    }
  }

  private func authenticate(
    _ clientID: AppSID, _ secret: Sensitive, _ answers: inout Answers
  ) throws -> AuthenticatedClient {
    let (app, secretSid) = try authenticate(clientID, secret, among: apps, &answers)
    return AuthenticatedClient(app: app, credential: .secret(secretSid))
  }

  /// - Throws: ``refusal(of:_:)``.
  func authenticate<Known: KnownClient>(
    _ sid: SID<Known.Kind>, _ secret: Sensitive, among clients: KnownClients<Known>, _ answers: inout Answers
  ) throws -> (client: Known, secretSid: SecretSID) {
    let id = sid.clientID
    let shown = answers.seek(PresentedSecret(client: id, secret: secret), in: workingSecrets)
    let client = answers.seek(sid, in: clients)
    switch (shown, client) {
    // One is enough: whoever has not answered yet is not waited for.
    case (.success(nil), _), (_, .success(nil)): throw refusal(of: id, answers)
    case (.success(let use?), .success(let client?)):
      guard client.usesSecret, let secretSid = use.secretSid else { throw refusal(of: id, answers) }
      use.note(clock())
      return (client, secretSid)
    case (.failure(let error), _), (_, .failure(let error)): throw error
    }
  }

  /// `invalid_client`, later the more often a secret or key was wrong. Whoever does not know a client's secret or key
  /// learns nothing about the client from it. The gateway gets it at once, and slows down those who ask it: held back
  /// here, refusals would take the places of others on its connections.
  func refusal(of client: ClientID, _ answers: Answers) -> any Error {
    if answers.isGateway { return ServiceError.clientNotAuthenticated }
    return brake.slowed(.clientNotAuthenticated, client: client, caller: answers.caller)
  }
}

extension ServiceError {
  fileprivate static let noClientID = ServiceError(
    .invalidParams, "client_id: required beside client_secret, but missing", path: "client_id")

  fileprivate static let notOneCredential = ServiceError(
    .invalidRequest,
    "a client authenticates in one way: give client_secret, or client_assertion with client_assertion_type")
}
