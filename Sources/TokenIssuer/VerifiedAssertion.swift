import JOSE
import WireProtocol

/// An assertion that a client has signed and whose claims hold now. Whether it was used before is another question.
struct VerifiedAssertion: Sendable {
  let app: KnownApp
  let key: KeyThumbprint
  let use: AssertionUse
}

extension TokenIssuer {
  /// RFC 7523 section 3.
  /// - Parameters:
  ///   - clientID: As the request tells it; `nil` if it does not.
  ///   - endpoint: What the request is sent to.
  /// - Throws: `invalid_client`: with the reason where the assertion itself shows it, or its signature tells that the
  ///   client is asking; `too_many_requests`.
  func authenticate(
    by assertion: Sensitive, of clientID: AppSID?, at endpoint: EndpointPath, _ answers: inout Answers
  ) throws -> AuthenticatedClient {
    let verified = try verified(assertion, of: clientID, at: endpoint, &answers)
    switch try answers.seek(verified.use, in: usedAssertions).get() {
    case .first:
      verified.app.lastUse.note(clock())
      return AuthenticatedClient(app: verified.app, credential: .key(verified.key))
    case .again: throw ServiceError.usedAssertion
    case .tooMany: throw ServiceError.manyAssertions
    }
  }

  private func verified(
    _ text: Sensitive, of clientID: AppSID?, at endpoint: EndpointPath, _ answers: inout Answers
  ) throws -> VerifiedAssertion {
    if let verified = answers.verifiedAssertion { return verified }
    do {
      let assertion = try ClientAssertion(text.revealed)
      guard let client = AppSID(assertion.subject), clientID ?? client == client else {
        throw ServiceError.foreignAssertion
      }
      let verified = try verified(assertion, of: client, at: endpoint, &answers)
      answers.verifiedAssertion = verified
      return verified
    } catch let error as ClientAssertionError {
      throw ServiceError(.invalidClient, error.description, path: "client_assertion")
    }
  }

  private func verified(
    _ assertion: ClientAssertion, of client: AppSID, at endpoint: EndpointPath, _ answers: inout Answers
  ) throws -> VerifiedAssertion {
    guard let app = try answers.seek(client, in: apps).get(), !app.authenticationMethod.usesSecret,
      let key = app.keys.active.first(where: { assertion.isSigned(by: $0.key, called: $0.kid) })
    else { throw refusal(of: .app(client), answers) }
    let claims = try assertion.claims(
      at: clock().secondsSince1970, for: identity.audiences(of: endpoint))
    return VerifiedAssertion(
      app: app, key: key.thumbprint,
      use: AssertionUse(
        client: client, id: claims.jwtID, expirationTime: claims.expirationTime, issuedAt: claims.issuedAt))
  }
}

extension ServiceError {
  fileprivate static let foreignAssertion = ServiceError(
    .invalidClient, "client_assertion: iss and sub must be the client id, and client_id, if given, the same",
    path: "client_assertion")

  fileprivate static let usedAssertion = ServiceError(
    .invalidClient, "client_assertion: its jti was used already; make an assertion of its own for each request",
    path: "client_assertion")

  fileprivate static let manyAssertions = ServiceError(
    .tooManyRequests,
    "\(UsedAssertions.limit) assertions of the client that were used have not expired; let them expire sooner (exp), "
      + "and keep tokens for as long as they live")
}
