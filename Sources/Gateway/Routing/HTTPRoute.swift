import NIOHTTP1
import WireProtocol

/// What is served under one path by one method.
struct HTTPRoute: Sendable {
  typealias Handler = @Sendable (HTTPRequest) throws -> Step

  let method: HTTPMethod
  /// Such as "/v1/Keys/{sid}": a name in braces stands for one segment; a last one that ends in dots, as in
  /// "/files/{path...}", for all the rest.
  let path: String
  let description: RouteDescription
  let handler: Handler

  init(_ method: HTTPMethod, _ path: String, _ description: RouteDescription, _ handler: @escaping Handler) {
    self.method = method
    self.path = path
    self.description = description
    self.handler = handler
  }
}
