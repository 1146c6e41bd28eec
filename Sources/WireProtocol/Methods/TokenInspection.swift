/// A request to be told what a token is worth (RFC 7662).
package protocol TokenInspection: ClientAuthentication {
  var token: Sensitive { get }
  /// The API that asks.
  var resource: String? { get }
}

extension TokenInspection {
  package static var endpoint: EndpointPath { .introspection }

  static var inspectionNotes: [String: String] {
    clientAuthenticationNotes.merging([
      "token": "Any text: what is no token of this issuer is not active, and that is no error.",
      "resource": "The API that asks: a token for others is not active (R20).",
    ]) { $1 }
  }
}

/// RFC 9701: the answer of introspection, signed for the client that asks.
package struct TokensIntrospectJWT: Method, TokenInspection {
  package typealias Reply = SignedIntrospection
  package static let name = "tokens.introspect_jwt"
  package static let summary =
    "Tells a client that authenticates what `tokens.introspect` would tell it, in a JWT signed for it (RFC 9701)."
  package static let access: Callers = [.inspectors, .operators, .service(.gateway)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .unauthorizedClient]
  package static let example = Example(
    TokensIntrospectJWT(token: Sensitive("eyJ..."), clientId: .sample, clientSecret: Sensitive("s3cr3t")), .example)

  package let token: Sensitive
  package let resource: String?
  package let clientId: AppSID?
  package let clientSecret: Sensitive?
  package let clientAssertionType: ClientAssertionType?
  package let clientAssertion: Sensitive?

  package static let notes = inspectionNotes

  package init(
    token: Sensitive, resource: String? = nil, clientId: AppSID? = nil, clientSecret: Sensitive? = nil,
    clientAssertionType: ClientAssertionType? = nil, clientAssertion: Sensitive? = nil
  ) {
    self.token = token
    self.resource = resource
    self.clientId = clientId
    self.clientSecret = clientSecret
    self.clientAssertionType = clientAssertionType
    self.clientAssertion = clientAssertion
  }
}
