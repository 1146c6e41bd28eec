import NIOHTTP1
import WireProtocol

extension RouteDescription {
  static let token = RouteDescription(
    "Issues an access token (RFC 6749 section 4.4).", security: [.basic, .inBody],
    parameters: [Parameter(.query, "account_sid", AccountSID.schema, "If given, the app must be of this account.")],
    body: [
      .form(
        TokensIssue.self, without: ["account_sid"], requiring: ["grant_type"],
        [
          "grant_type": "`client_credentials`.",
          "scope": "Permissions, space-delimited; all that the app allows unless said otherwise (R12).",
        ])
    ],
    replies: [Reply(.ok, "A token (RFC 6749 section 5.1).", .json(TokenReply.self))], errors: [.unauthorized])

  static let introspection = RouteDescription(
    "Tells whether a token is active and what it says (RFC 7662, RFC 9701).", security: [.basic, .inBody],
    body: [.form(TokensIntrospect.self)],
    replies: [
      Reply(.ok, "What the token says.", .json(Introspection.self), .text("application/token-introspection+jwt"))
    ],
    errors: [.unauthorized])

  static let revocation = RouteDescription(
    "Revokes one of the client's own tokens (RFC 7009).", security: [.basic, .inBody],
    body: [.form(TokensRevoke.self)],
    replies: [Reply(.ok, "The token is not active, whatever it was.")], errors: [.unauthorized])

  static let authorization = RouteDescription(
    "Serves no response type: nobody signs in here.", security: [.none],
    replies: [
      Reply(.badRequest, "`unsupported_response_type`, for people as a page.", .error, .text("text/html"))
    ])

  static let metadata = document(
    "The metadata of the authorization server (RFC 8414).", .json(ServerMetadata.self))

  static let keys = document("The public keys that tokens are verified by (RFC 7517).", .json(JWKSet.self))

  /// - Parameter below: Whether the API has a path.
  static func resource(below: Bool) -> RouteDescription {
    let path = Parameter(.path, "path", .string(format: nil), "The path of the API's `resource`.")
    return RouteDescription(
      "The metadata of an API (RFC 9728).", security: [.none], parameters: below ? [path] : [],
      replies: [Reply(.ok, "Where to get tokens for the API.", .protectedResource), unchanged],
      errors: [.notFound])
  }

  static let openAPI = document(
    "What is served here (OpenAPI 3.1).", Content(mediaType: "application/json", schema: .object([])))

  static let health = RouteDescription(
    "Tells whether the gateway works.", security: [.none], replies: [Reply(.ok, "It does.", .text("text/plain"))])

  static let readiness = RouteDescription(
    "Tells whether the gateway and what it needs work.", security: [.none],
    replies: [Reply(.ok, "They do.", .text("text/plain"))])

  /// Of the request by which a browser asks whether a page of another origin may read what is described.
  var permission: RouteDescription {
    RouteDescription(
      "Lets pages of any origin read this.", security: [.none], parameters: parameters,
      replies: [Reply(.noContent, "They may.")])
  }

  private static let unchanged = Reply(.notModified, "It is as `If-None-Match` has it.")

  private static func document(_ summary: String, _ content: Content) -> RouteDescription {
    RouteDescription(
      summary, security: [.none], replies: [Reply(.ok, "The document.", content), unchanged])
  }
}

extension RouteDescription.Content {
  fileprivate static let protectedResource = Self(
    mediaType: "application/json",
    schema: .object([
      JSONSchema.Member(name: "resource", schema: .string(format: nil), isRequired: true),
      JSONSchema.Member(name: "authorization_servers", schema: .array(of: .string(format: nil)), isRequired: true),
      JSONSchema.Member(
        name: "bearer_methods_supported", schema: .array(of: .enumeration(["header"])), isRequired: true),
    ]))
}
