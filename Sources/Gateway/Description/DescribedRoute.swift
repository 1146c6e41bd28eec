import HTTP
import NIOHTTP1

/// A route and what its document says of it.
struct DescribedRoute: Sendable {
  let route: HTTPRoute
  let description: RouteDescription

  /// In small letters, as OpenAPI has it, which knows no more than these.
  var methods: [String] {
    guard let method = route.method else { return Self.everyMethod }
    return [method.rawValue.lowercased()]
  }
  var path: String { route.path }

  private static let everyMethod = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  init(
    _ method: HTTPMethod?, _ path: String, _ description: RouteDescription, _ handler: @escaping HTTPRoute.Handler
  ) {
    route = HTTPRoute(method, path, handler)
    self.description = description
  }
}
