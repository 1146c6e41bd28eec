import NIOHTTP1
import WireProtocol

extension RouteDescription {
  static let token = RouteDescription(
    "Issues an access token (RFC 6749 section 4.4).", security: [.basic, .inBody], body: [.form(TokensIssue.self)],
    replies: [Reply(.ok, "A token (RFC 6749 section 5.1).", .json(TokenReply.self))], errors: [.unauthorized])
}
