import Glibc
import Logging
import NIOCore
import NIOPosix
import RPC
import WireProtocol

/// Answers in the place of a daemon that does not start, so that nobody waits for it.
struct StandIn: Sendable {
  let service: ServiceName
  /// A clause.
  let reason: String

  /// Answers every call on a socket for some time, or until the task is cancelled.
  func serve(_ socket: ListeningSocket, for time: Duration) async {
    // The server closes what it is given.
    let copy = ListeningSocket(descriptor: fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0))
    let quiet = Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() }
    var limits = ServerLimits()
    limits.idle = nil
    limits.drain = .seconds(1)
    let server = SocketServer(
      [copy], Dispatcher(routes), trust: .embedded(for: service), limits: limits,
      loop: MultiThreadedEventLoopGroup.singleton.next(), activity: ServerActivity(logger: quiet), logger: quiet)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await server.run() }
      group.addTask { try? await Task.sleep(for: time) }
      await group.next()
      group.cancelAll()
    }
  }

  private var routes: [Route] {
    let error = ServiceError(
      .unavailable, "\(service.rawValue) does not start: \(reason)", service: service.rawValue)
    return (service.methods + serviceMethods.descriptions).map { method in
      Route(standingInFor: method) { throw error }
    }
  }
}
