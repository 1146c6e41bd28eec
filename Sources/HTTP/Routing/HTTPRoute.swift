package import NIOHTTP1

/// What is served under one path by one method, or by all that have no route of their own there.
package struct HTTPRoute: Sendable {
  package typealias Handler = @Sendable (HTTPRequest) throws -> Step

  /// `nil` stands for every method.
  package let method: HTTPMethod?
  /// Such as "/v1/Keys/{sid}": a name in braces stands for one segment; a last one that ends in dots, as in
  /// "/files/{path...}", for all the rest.
  package let path: String
  package let handler: Handler

  package init(_ method: HTTPMethod?, _ path: String, _ handler: @escaping Handler) {
    self.method = method
    self.path = path
    self.handler = handler
  }
}
