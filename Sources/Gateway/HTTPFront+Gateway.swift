package import Daemon
package import HTTP
import NIOHTTP1
import WireProtocol

extension HTTPFront {
  /// Serves a gateway. To be called once.
  /// - Parameter security: Encrypts the connections of ``HTTPListener/http`` that come over a network.
  package func open(
    _ gateway: Gateway, _ settings: HTTPSettings = HTTPSettings(), security: (any ChannelSecurity)? = nil
  ) {
    let tables = Dictionary(
      uniqueKeysWithValues: ServiceName.gateway.definition.listeners.map {
        ($0, HTTPRouteTable(gateway.routes(of: $0).map(\.route)))
      })
    open(settings, security: security) { request in
      tables[request.listener]?.step(for: &request)
        ?? .answer(Answer(RequestFault(.notFound, "nothing is served under this path")))
    }
  }
}
