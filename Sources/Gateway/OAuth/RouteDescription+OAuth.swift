import NIOHTTP1
import WireProtocol

extension RouteDescription {
  static let token = forClient(
    "Issues an access token (RFC 6749 section 4.4).",
    parameters: [Parameter(.query, "account_sid", AccountSID.schema, "If given, the app must be of this account.")],
    .form(TokensIssue.self, without: ["account_sid"]),
    Reply(.ok, "A token (RFC 6749 section 5.1).", .json(TokenReply.self)))
  static let introspection = forClient(
    "Tells what a token is worth (RFC 7662), signed if the field `Accept` asks for that (RFC 9701).",
    .form(TokensIntrospect.self),
    Reply(
      .ok, "What is known of the token.", .json(Introspection.self),
      .text("application/token-introspection+jwt")))
  static let revocation = forClient(
    "Revokes a token of the client's own (RFC 7009).", .form(TokensRevoke.self),
    Reply(.ok, "The token is good for nothing now, or was before."))

  /// What a client authenticates for.
  private static func forClient(
    _ summary: String, parameters: [Parameter] = [], _ form: Content, _ reply: Reply
  ) -> RouteDescription {
    RouteDescription(
      summary, security: [.basic, .inBody], parameters: parameters, body: [form], replies: [reply],
      errors: [.unauthorized])
  }

  static let authorization = RouteDescription(
    "Serves no response type: clients demand that there is an authorization endpoint.", security: [.none],
    replies: [Reply(.badRequest, "`unsupported_response_type`.", .error, .text("text/html"))])
  static let metadata = document("Describes the authorization server (RFC 8414).", .json(ServerMetadata.self))
  static let keys = document("Shows the keys that tokens are verified by (RFC 7517).", .json(JWKSet.self))
  static let protectedResource = document(
    "Tells where to get tokens for an API (RFC 9728).", .protectedResource, errors: [.notFound])
  static let protectedResourceOfPath = document(
    "Tells where to get tokens for an API whose URL has a path (RFC 9728).", .protectedResource,
    parameters: [Parameter(.path, "path...", .string(format: nil), "The path of the API.")], errors: [.notFound])
  static let openAPI = document(
    "Describes what is served here (OpenAPI 3.1).", Content(mediaType: "application/json", schema: .object([])))

  /// What anybody may read, and keep for a while.
  private static func document(
    _ summary: String, _ content: Content, parameters: [Parameter] = [], errors: [HTTPResponseStatus] = []
  ) -> RouteDescription {
    RouteDescription(
      summary, security: [.none], parameters: parameters,
      replies: [
        Reply(.ok, "The document.", content), Reply(.notModified, "It is as `If-None-Match` says."),
      ], errors: errors)
  }

  /// What a browser asks before a page of another origin may read a document.
  static func preflight(_ document: RouteDescription) -> RouteDescription {
    RouteDescription(
      "Tells browsers that pages of other origins may read the document.", security: [.none],
      parameters: document.parameters, replies: [Reply(.noContent, "They may.")])
  }

  static let health = RouteDescription(
    "Tells that the gateway works.", security: [.none], replies: [Reply(.ok, "It does.", .text("text/plain"))])
  static let readiness = RouteDescription(
    "Tells whether the gateway and what it needs work.", security: [.none],
    replies: [Reply(.ok, "All of it does.", .text("text/plain"))])
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
