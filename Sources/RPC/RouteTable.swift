import JSON
import Synchronization
import WireProtocol

/// The methods that a server answers, by name. Some may stand in for others until the service can work.
package final class RouteTable: Sendable {
  private final class Routes: Sendable {
    let byName: [String: Route]

    init(_ routes: [Route]) {
      byName = Dictionary(routes.map { ($0.name, $0) }) { first, _ in first }
    }
  }

  private let first: Routes
  private let final = AtomicLazyReference<Routes>()

  package init(_ routes: [Route]) {
    first = Routes(routes)
  }

  /// Puts a service's own methods in the place of all that stand in for some. To be called once; later calls change
  /// nothing.
  package func replaceStandIns(by routes: [Route]) {
    _ = final.storeIfNil(Routes(first.byName.values.filter { !$0.isStandIn } + routes))
  }

  /// - Throws: `method_not_found`.
  func route(for request: ReceivedRequest) throws(ServiceError) -> Route {
    guard let route = (final.load() ?? first).byName[request.method] else {
      throw ServiceError(
        .methodNotFound, "no method \(request.method.quoted); rpc.discover lists what there is")
    }
    return route
  }
}
