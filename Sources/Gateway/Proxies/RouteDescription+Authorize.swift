import NIOHTTP1
import WireProtocol

extension RouteDescription {
  /// The request is described by fields.
  static let authorize = authorize(
    "Decides for a proxy whether a request to an API is allowed.",
    [
      Parameter(.header, "X-Original-Method", text, "The method of the request."),
      Parameter(.header, "X-Original-Host", text, "The host that it is for."),
      Parameter(.header, "X-Original-URI", text, "Its path and query, as they were sent."),
      Parameter(.header, "X-Forwarded-Method", text, "In place of `X-Original-Method`."),
      Parameter(.header, "X-Forwarded-Host", text, "In place of `X-Original-Host`."),
      Parameter(.header, "X-Forwarded-Uri", text, "In place of `X-Original-URI`."),
    ])

  /// The request is described by the request line.
  static let authorizeItself = authorize(
    "Decides for a proxy whether a request to an API, which is this one without `/v1/authorize`, is allowed; by any "
      + "method.",
    [Parameter(.path, "request", text, "The path of the request.")])

  private static let text = JSONSchema.string(format: nil)

  private static func authorize(_ summary: String, _ parameters: [Parameter]) -> RouteDescription {
    RouteDescription(
      summary, security: [.bearer(), .basic],
      parameters: parameters + [
        Parameter(.header, "X-OAuth-Resource", text, "The API, by the `resource` of its catalogue (RFC 8707).")
      ],
      replies: [Reply(.ok, "The request is allowed; `X-OAuth-*` tell whom it comes from.")],
      errors: [.unauthorized, .forbidden])
  }
}
