import JSON
import Synchronization
import WireProtocol

/// The methods that a server answers, by name. Some may stand in for others until the service can work.
package final class RouteTable: Sendable {
  private let routes: Mutex<[String: Route]>

  package init(_ routes: [Route]) {
    self.routes = Mutex(Self.byName(routes))
  }

  /// Puts a service's own methods in the place of all that stand in for some. To be called once; later calls change
  /// nothing.
  package func replaceStandIns(by own: [Route]) {
    routes.withLock { routes in
      routes = routes.filter { !$0.value.isStandIn }.merging(Self.byName(own)) { first, _ in first }
    }
  }

  /// - Throws: `method_not_found`.
  func route(for request: ReceivedRequest) throws(ServiceError) -> Route {
    guard let route = routes.withLock({ $0[request.method] }) else {
      throw ServiceError(
        .methodNotFound, "no method \(request.method.quoted); rpc.discover lists what there is")
    }
    return route
  }

  private static func byName(_ routes: [Route]) -> [String: Route] {
    Dictionary(routes.map { ($0.name, $0) }) { first, _ in first }
  }
}
