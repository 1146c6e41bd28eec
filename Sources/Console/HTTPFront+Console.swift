package import Daemon
package import HTTP
import WireProtocol

extension HTTPFront {
  /// Serves a console. To be called once.
  package func open(_ console: Console, _ settings: HTTPSettings = HTTPSettings()) {
    let table = HTTPRouteTable(console.routes)
    open(settings) { request in
      do { return try table.serve(&request) } catch { return .answer(Page(error).answer(to: nil)) }
    }
  }
}
