import NIOHTTP1
import WireProtocol

/// What `/openapi.json` tells of a route: an operation of OpenAPI 3.1.
struct RouteDescription: Sendable {
  /// One sentence for people.
  let summary: String
  /// How a client proves who it is: in one of these ways.
  let security: [Security]
  /// In the path, in the query and in header fields. Each name in braces of the path is one.
  let parameters: [Parameter]
  /// What the body may be; it has none where this is empty.
  let body: [Content]
  let bodyMayBeMissing: Bool
  /// What the route answers when all is well.
  let replies: [Reply]
  /// What it refuses with, beside ``errorsOfEveryRoute``.
  let errors: [HTTPResponseStatus]

  init(
    _ summary: String, security: [Security], parameters: [Parameter] = [], body: [Content] = [],
    bodyMayBeMissing: Bool = false, replies: [Reply], errors: [HTTPResponseStatus] = []
  ) {
    self.summary = summary
    self.security = security
    self.parameters = parameters
    self.body = body
    self.bodyMayBeMissing = bodyMayBeMissing
    self.replies = replies
    self.errors = errors
  }

  /// What any request may be refused with before a route comes to it, and where a service is out of reach.
  static let errorsOfEveryRoute: [HTTPResponseStatus] = [
    .badRequest, .requestTimeout, .payloadTooLarge, .expectationFailed, .tooManyRequests,
    .requestHeaderFieldsTooLarge, .internalServerError, .notImplemented, .serviceUnavailable,
    .httpVersionNotSupported,
  ]
}

extension RouteDescription {
  enum Security: Sendable {
    /// The route is for everybody.
    case none
    /// HTTP Basic.
    case basic
    /// RFC 6750.
    /// - Parameter permission: What the token must hold.
    case bearer(permission: String? = nil)
    /// Members of the form (RFC 6749 section 2.3.1, RFC 7523 section 2.2).
    case inBody
  }

  struct Parameter: Sendable {
    enum Place: String { case path, query, header }

    let place: Place
    let name: String
    let schema: JSONSchema
    let note: String
    /// What is in the path is always required.
    var isRequired = false

    init(_ place: Place, _ name: String, _ schema: JSONSchema, _ note: String, isRequired: Bool = false) {
      self.place = place
      self.name = name
      self.schema = schema
      self.note = note
      self.isRequired = isRequired || place == .path
    }
  }

  /// What a body looks like.
  struct Content: Sendable {
    let mediaType: String
    let schema: JSONSchema
    /// What members mean, by name.
    var notes: [String: String] = [:]

    static let formType = "application/x-www-form-urlencoded"

    /// - Parameter type: A method, or an object of the protocol.
    static func json<Value: Decodable>(_ type: Value.Type) -> Content {
      Content(mediaType: "application/json", schema: .describe(type), notes: notes(of: type))
    }

    /// - Parameters:
    ///   - others: Members that the form does not have.
    ///   - required: Members that it must have, though the method needs none of them.
    ///   - notes: Of members that mean something else in a form, which has no empty ones.
    static func form<Value: Decodable>(
      _ type: Value.Type, without others: Set<String> = [], requiring required: Set<String> = [],
      _ notes: [String: String] = [:]
    ) -> Content {
      let members = JSONSchema.describe(type).members.filter { !others.contains($0.name) }.map {
        JSONSchema.Member(name: $0.name, schema: $0.schema, isRequired: $0.isRequired || required.contains($0.name))
      }
      return Content(
        mediaType: formType, schema: .object(members), notes: self.notes(of: type).merging(notes) { $1 })
    }

    static func text(_ mediaType: String) -> Content {
      Content(mediaType: mediaType, schema: .string(format: nil))
    }

    static func notes(of type: Any.Type) -> [String: String] {
      (type as? any Method.Type)?.notes ?? (type as? any Noted.Type)?.notes ?? [:]
    }
  }

  struct Reply: Sendable {
    let status: HTTPResponseStatus
    /// A few words for people.
    let note: String
    /// Empty where there is no body.
    let contents: [Content]

    init(_ status: HTTPResponseStatus, _ note: String, _ contents: Content...) {
      self.status = status
      self.note = note
      self.contents = contents
    }
  }
}
