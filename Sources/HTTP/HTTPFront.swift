package import Daemon
import NIOCore
package import ServiceLifecycle
package import SocketTransport
import Synchronization
package import WireProtocol

/// The HTTP side of a daemon: it listens from the start, and tells why the daemon can't work until it is opened.
package final class HTTPFront: Front {
  private let name: ServiceName
  private let limits: HTTPLimits
  private let opening = AtomicLazyReference<Opening>()
  private let settings = Mutex(HTTPSettings())

  private final class Opening: Sendable {
    let security: (any ChannelSecurity)?
    let serve: @Sendable (inout HTTPRequest) -> Step

    init(_ security: (any ChannelSecurity)?, _ serve: @escaping @Sendable (inout HTTPRequest) -> Step) {
      self.security = security
      self.serve = serve
    }
  }

  package init(of name: ServiceName, limits: HTTPLimits = HTTPLimits()) {
    self.name = name
    self.limits = limits
  }

  /// To be called once.
  /// - Parameter security: Encrypts the connections that come over a network.
  package func open(
    _ settings: HTTPSettings, security: (any ChannelSecurity)? = nil,
    serve: @escaping @Sendable (inout HTTPRequest) -> Step
  ) {
    take(settings)
    _ = opening.storeIfNil(Opening(security, serve))
  }

  package func take(_ settings: HTTPSettings) {
    self.settings.withLock { $0 = settings }
  }

  /// - Throws: ``ActivationError`` where a socket that was passed can't be served. The others are, meanwhile.
  package func requireSockets() throws {
    for listener in name.definition.listeners { _ = try ListeningSocket.adoptAll(named: listener.rawValue) }
  }

  package func service(on stage: Stage) -> any Service {
    let sockets = name.definition.listeners.flatMap { listener in
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
    guard let opening = opening.load() else {
      return .answer(.unavailable("the \(name.rawValue) can't work: \(stage.fault() ?? "it is starting")"))
    }
    return opening.serve(&request)
  }
}
