package import Daemon
import NIOCore
package import ServiceLifecycle
package import SocketTransport
import Synchronization
package import WireProtocol

/// The HTTP side of the gateway's process: it listens from the start, and tells why the gateway can't work until there
/// is one.
package final class HTTPFront: Front {
  private let limits: HTTPLimits
  private let tables = AtomicLazyReference<Tables>()

  private final class Tables: Sendable {
    let byListener: [HTTPListener: HTTPRouteTable]

    init(_ gateway: Gateway) {
      byListener = Dictionary(
        uniqueKeysWithValues: HTTPListener.allCases.map { ($0, HTTPRouteTable(gateway.routes(of: $0))) })
    }
  }

  package init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// To be called once.
  package func open(_ gateway: Gateway) {
    _ = tables.storeIfNil(Tables(gateway))
  }

  package func service(on stage: Stage) throws -> any Service {
    let sockets = try HTTPListener.allCases.flatMap { listener in
      try ListeningSocket.adoptAll(named: listener.rawValue).map { (listener: listener, socket: $0) }
    }
    return service(on: stage, sockets)
  }

  /// - Parameter sockets: In place of those that were passed to the process.
  package func service(
    on stage: Stage, _ sockets: [(listener: HTTPListener, socket: ListeningSocket)]
  ) -> any Service {
    HTTPServer(sockets: sockets, limits: limits, stage: stage) { [self] in serve($0, stage) }
  }

  private func serve(_ request: HTTPRequest, _ stage: Stage) -> Step {
    guard let table = tables.load()?.byListener[request.listener] else {
      return .answer(.unavailable("the gateway can't work: \(stage.fault() ?? "it is starting")"))
    }
    do { return try table.serve(request) } catch let fault as RequestFault {
      return .answer(Answer(fault))
    } catch { return .answer(Answer(error)) }
  }
}
