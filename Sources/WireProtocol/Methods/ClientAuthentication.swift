/// A request whose client authenticates in it (RFC 6749 section 2.3): by its secret, or by an assertion that it has
/// signed (RFC 7523 section 2.2), never by both.
package protocol ClientAuthentication {
  var clientId: AppSID? { get }
  var clientSecret: Sensitive? { get }
  var clientAssertionType: ClientAssertionType? { get }
  var clientAssertion: Sensitive? { get }
  /// Where such requests are sent over HTTP: an assertion may be for that.
  static var endpoint: EndpointPath { get }
}

extension ServiceError {
  /// Alike for whatever was wrong: whoever does not know a client's secret or key learns nothing about the client.
  package static let clientNotAuthenticated = ServiceError(
    .invalidClient,
    "client authentication failed: the client id is unknown, or the secret or key is not one that it authenticates by"
  )
}

/// RFC 7523 section 2.2.
package enum ClientAssertionType: String, Choice {
  case jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
}

extension ClientAuthentication {
  /// Whether there is any part of an authentication.
  package var showsClient: Bool {
    clientId != nil || clientSecret != nil || clientAssertionType != nil || clientAssertion != nil
  }

  static var clientAuthenticationNotes: [String: String] {
    [
      "client_id": "May be missing beside an assertion, whose `sub` names the client.",
      "client_secret": "This is given, or `client_assertion` is.",
      "client_assertion_type": "Beside `client_assertion`.",
      "client_assertion": """
      A JWT signed by one of the app's keys, for one use: `iss` and `sub` the client id; `aud` the issuer, the token \
      endpoint or the method's own endpoint (`metadata.get`), or a list of nothing else; `exp` at most 3,660 seconds \
      ahead; a `jti` of at most 256 bytes that was not used before. At most 10,000 used ones of an app are unexpired \
      at a time.
      """,
    ]
  }
}
