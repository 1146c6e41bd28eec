import HTTP
import NIOHTTP1

/// A route and what its document says of it.
struct DescribedRoute: Sendable {
  let route: HTTPRoute
  let description: RouteDescription

  var method: HTTPMethod { route.method }
  var path: String { route.path }

  init(
    _ method: HTTPMethod, _ path: String, _ description: RouteDescription, _ handler: @escaping HTTPRoute.Handler
  ) {
    route = HTTPRoute(method, path, handler)
    self.description = description
  }
}
