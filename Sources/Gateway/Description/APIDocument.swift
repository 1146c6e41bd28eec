import HTTP
import NIOHTTP1
import WireProtocol

/// What a listener serves, as an OpenAPI 3.1 document made of its routes.
struct APIDocument {
  /// Where the routes are: an URL without a slash at its end.
  let server: String
  let routes: [DescribedRoute]

  var value: DocumentValue {
    [
      "openapi": "3.1.0",
      "info": ["title": "oauth-apps", "version": .text(productVersion)],
      "servers": [["url": .text(server)]],
      "paths": .object(paths),
      "components": [
        "schemas": ["Error": RouteDescription.Content.error.notedSchema],
        "responses": .object(errors.map { (Self.name(of: $0), Self.response(to: $0)) }),
        "securitySchemes": [
          "basic": ["type": "http", "scheme": "basic"],
          "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
        ],
      ],
    ]
  }

  /// The operations of one path stand together, where the first of them is.
  private var paths: [(String, DocumentValue)] {
    var paths: [String] = []
    for route in routes where !paths.contains(route.path) { paths.append(route.path) }
    return paths.map { path in
      let operations = routes.filter { $0.path == path }.flatMap { route in
        route.methods.map { ($0, route.operation(by: $0)) }
      }
      return (path.withoutDots, .object(operations))
    }
  }

  /// What any of the routes may answer but for what it is there for.
  private var errors: [HTTPResponseStatus] {
    Set(routes.flatMap(\.description.errors) + RouteDescription.errorsOfEveryRoute).sorted { $0.code < $1.code }
  }

  fileprivate static func name(of error: HTTPResponseStatus) -> String { "error\(error.code)" }

  private static func response(to error: HTTPResponseStatus) -> DocumentValue {
    let field: (String, String)? =
      switch error {
      case .unauthorized: ("WWW-Authenticate", "How to authenticate.")
      case .tooManyRequests, .serviceUnavailable: ("Retry-After", "Seconds to wait.")
      default: nil
      }
    let headers = field.map { name, note in
      DocumentValue.object([(name, ["description": .text(note), "schema": ["type": "string"]])])
    }
    return .object(
      [("description", .text(error.reasonPhrase))] + (headers.map { [("headers", $0)] } ?? []) + [
        ("content", ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]])
      ])
  }
}

extension DescribedRoute {
  fileprivate func operation(by method: String) -> DocumentValue {
    let errors = (description.errors + RouteDescription.errorsOfEveryRoute).map { status in
      ("\(status.code)", ["$ref": "#/components/responses/\(APIDocument.name(of: status))"] as DocumentValue)
    }
    var members: [(String, DocumentValue)] = [
      ("operationId", .text(operationID(by: method))), ("summary", .text(description.summary)),
      ("security", .list(description.security.map(\.requirement))),
    ]
    if !description.parameters.isEmpty { members.append(("parameters", .list(description.parameters.map(\.value)))) }
    if !description.body.isEmpty {
      members.append(
        (
          "requestBody",
          [
            "required": .flag(!description.bodyMayBeMissing), "content": .object(description.body.map(\.member)),
          ]
        ))
    }
    let replies = description.replies.map { ("\($0.status.code)", $0.value) }
    // What a route answers on purpose says more than what every route may answer.
    members.append(("responses", .object(replies + errors.filter { error in !replies.contains { $0.0 == error.0 } })))
    return .object(members)
  }

  private func operationID(by method: String) -> String {
    method + path.map { $0.isLetter || $0.isNumber ? "\($0)" : "_" }.joined()
  }
}

extension RouteDescription.Security {
  fileprivate var requirement: DocumentValue {
    switch self {
    case .none, .inBody: .object([])
    case .basic: ["basic": []]
    case .bearer(let permission): ["bearer": .list(permission.map { [.text($0)] } ?? [])]
    }
  }
}

extension RouteDescription.Parameter {
  fileprivate var value: DocumentValue {
    [
      "name": .text(name.withoutDots), "in": .text(place.rawValue), "required": .flag(isRequired),
      "description": .text(note),
      "schema": .schema(schema),
    ]
  }
}

extension RouteDescription.Content {
  fileprivate var member: (String, DocumentValue) { (mediaType, ["schema": notedSchema]) }

  /// The schema, with what its members mean.
  fileprivate var notedSchema: DocumentValue {
    guard case .object(let members) = schema, !members.isEmpty else { return .schema(schema) }
    return [
      "type": "object",
      "properties": .object(members.map { ($0.name, .schema($0.schema, note: notes[$0.name])) }),
      "required": .list(members.filter(\.isRequired).map { .text($0.name) }),
    ]
  }
}

extension String {
  /// OpenAPI has no sign for what takes more than one segment of a path.
  fileprivate var withoutDots: String { replacing("...", with: "") }
}

extension RouteDescription.Reply {
  fileprivate var value: DocumentValue {
    .object(
      [("description", .text(note))] + (contents.isEmpty ? [] : [("content", .object(contents.map(\.member)))]))
  }
}
