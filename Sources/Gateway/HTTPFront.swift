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
  private let opening = AtomicLazyReference<Opening>()
  private let settings = Mutex(HTTPSettings())

  private final class Opening: Sendable {
    let tables: [HTTPListener: HTTPRouteTable]
    let security: (any ChannelSecurity)?

    init(_ gateway: Gateway, _ security: (any ChannelSecurity)?) {
      tables = Dictionary(
        uniqueKeysWithValues: HTTPListener.allCases.map { ($0, HTTPRouteTable(gateway.routes(of: $0))) })
      self.security = security
    }
  }

  package init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// To be called once.
  /// - Parameter security: Encrypts the connections of ``HTTPListener/http`` that come over a network.
  package func open(
    _ gateway: Gateway, _ settings: HTTPSettings = HTTPSettings(), security: (any ChannelSecurity)? = nil
  ) {
    take(settings)
    _ = opening.storeIfNil(Opening(gateway, security))
  }

  package func take(_ settings: HTTPSettings) {
    self.settings.withLock { $0 = settings }
  }

  /// - Throws: ``ActivationError`` where a socket that was passed can't be served. The others are, meanwhile.
  package func requireSockets() throws {
    for listener in HTTPListener.allCases { _ = try ListeningSocket.adoptAll(named: listener.rawValue) }
  }

  package func service(on stage: Stage) -> any Service {
    let sockets = HTTPListener.allCases.flatMap { listener in
      ((try? ListeningSocket.adoptAll(named: listener.rawValue)) ?? []).map { (listener: listener, socket: $0) }
    }
    return service(on: stage, sockets)
  }

  /// - Parameter sockets: In place of those that were passed to the process.
  package func service(
    on stage: Stage, _ sockets: [(listener: HTTPListener, socket: ListeningSocket)]
  ) -> any Service {
    HTTPServer(
      sockets: sockets, limits: limits.fitting(descriptors: OpenFileLimit.raise()), stage: stage,
      settings: { [self] in settings.withLock(\.self) },
      security: { [self] in opening.load()?.security }, serve: { [self] in serve(&$0, stage) })
  }

  private func serve(_ request: inout HTTPRequest, _ stage: Stage) -> Step {
    guard let table = opening.load()?.tables[request.listener] else {
      return .answer(.unavailable("the gateway can't work: \(stage.fault() ?? "it is starting")"))
    }
    return table.step(for: &request)
  }
}
