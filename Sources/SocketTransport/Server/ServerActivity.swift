package import Logging
package import RPC
import Synchronization
package import WireProtocol

/// What a server has done: counts each request, writes its log line, and sums it up for people and for systemd.
package final class ServerActivity: Sendable {
  private struct Counts {
    var open = 0
    var accepted = 0
    var methods: [String: MethodMetrics] = [:]
  }

  private let logger: Logger
  private let started = ContinuousClock.now
  private let counts = Mutex(Counts())
  private let fault: @Sendable () -> String?

  /// - Parameter fault: Why the service can't do all of its work, if it can't.
  package init(logger: Logger, fault: @escaping @Sendable () -> String? = { nil }) {
    self.logger = logger
    self.fault = fault
  }

  /// Takes note of a finished request.
  package func record(_ completion: Completion) {
    let microseconds = Int(completion.duration / .microseconds(1))
    counts.withLock { counts in
      var method = counts.methods[completion.method?.name ?? "?"] ?? MethodMetrics()
      method.requests += 1
      method.microseconds += microseconds
      if let failure = completion.failure {
        if failure.isOwn { method.failed += 1 } else { method.refused += 1 }
      }
      counts.methods[completion.method?.name ?? "?"] = method
    }
    let level = completion.logLevel
    guard level >= logger.logLevel else { return }
    logger.log(level: level, "\(completion.summary)", metadata: completion.metadata(microseconds: microseconds))
  }

  func connectionOpened() {
    counts.withLock {
      $0.open += 1
      $0.accepted += 1
    }
  }

  func connectionClosed() {
    counts.withLock { $0.open -= 1 }
  }

  /// One line for `systemctl status`.
  var summary: String {
    if let fault = fault() { return "degraded: \(fault)" }
    return counts.withLock { counts in
      let requests = counts.methods.values.reduce(0) { $0 + $1.requests }
      return "Serving \(counts.open) connections; \(requests) requests answered since start"
    }
  }

  package var metrics: ServiceMetrics {
    let isDegraded = fault() != nil
    return counts.withLock {
      ServiceMetrics(
        uptimeSeconds: uptimeSeconds, connections: $0.open, connectionsAccepted: $0.accepted,
        degraded: isDegraded ? 1 : 0, methods: $0.methods)
    }
  }

  package var uptimeSeconds: Int { Int((ContinuousClock.now - started) / .seconds(1)) }
  package var openConnections: Int { counts.withLock { $0.open } }
}

extension ServiceError {
  /// Whether the service, not the caller, is to blame.
  fileprivate var isOwn: Bool { code == .internalError || code == .unavailable || code == .deadlineExceeded }
}

extension Completion {
  /// Changes and refusals are always worth a line; an ordinary read only where its caller asked for a trace.
  fileprivate var logLevel: Logger.Level {
    // Why a service can't work is told once, not with each call.
    if method?.isStandIn == true { return .debug }
    if let failure { return failure.isOwn ? .error : .notice }
    return method?.effect == .changes || call?.trace.isSampled == true ? .info : .debug
  }

  fileprivate var summary: String {
    let name = method?.name ?? "request"
    guard let failure else { return "\(name): done" }
    return "\(name): \(failure.code.symbol): \(failure.message)" + (detail.map { " (\($0))" } ?? "")
  }

  fileprivate func metadata(microseconds: Int) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      "method": "\(method?.name ?? "?")", "peer_uid": "\(peer.userID)", "peer_pid": "\(peer.processID)",
      "outcome": "\(failure?.code.symbol ?? "ok")", "duration_us": "\(microseconds)",
    ]
    if let call { metadata["trace_id"] = "\(call.trace.traceIDText)" }
    if let user = call?.actingUser { metadata["acting_user"] = "\(user)" }
    return metadata
  }
}
