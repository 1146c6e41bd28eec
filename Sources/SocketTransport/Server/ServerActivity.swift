package import Logging
package import RPC
import Synchronization
package import WireProtocol

/// What a server has done: counts each request, writes its log entry, and sums it up for people and for systemd.
package final class ServerActivity: Sendable {
  private struct Counts {
    var open = 0
    var accepted = 0
    var requests = 0
    /// As it was when ``rate`` was last reckoned.
    var mark = (time: ContinuousClock.now, requests: 0)
    /// Requests a second.
    var rate = 0
    var methods: [String: MethodMetrics] = [:]
  }

  private let logger: Logger
  private let started = ContinuousClock.now
  private let counts = Mutex(Counts())
  private let quota = Mutex(EntryQuota(start: .now))
  private let fault: @Sendable () -> String?
  private let reminder: @Sendable () -> String?
  private let siblings: Siblings?
  /// What users hold of the server.
  let holdings = Holdings()

  /// - Parameters:
  ///   - fault: Why the service can't do all of its work, if it can't.
  ///   - reminder: What else people should know who look at the status.
  ///   - siblings: The other instances, where there can be any.
  package init(
    logger: Logger, fault: @escaping @Sendable () -> String? = { nil },
    reminder: @escaping @Sendable () -> String? = { nil }, siblings: Siblings? = nil
  ) {
    self.logger = logger
    self.fault = fault
    self.reminder = reminder
    self.siblings = siblings
  }

  /// Takes note of a finished request.
  package func record(_ completion: Completion) {
    let microseconds = Int(completion.duration / .microseconds(1))
    counts.withLock { counts in
      counts.methods[completion.method?.name ?? "?", default: MethodMetrics()]
        .count(completion.failure, after: microseconds)
      counts.requests += 1
    }
    let level = completion.logLevel
    guard level >= logger.logLevel, isWritten(completion, level) else { return }
    logger.log(level: level, "\(completion.sentence)", metadata: completion.metadata(microseconds: microseconds))
  }

  /// Below `info` everything is: who sets that wants it all.
  private func isWritten(_ completion: Completion, _ level: Logger.Level) -> Bool {
    level < .info || completion.isAlwaysWritten
      || quota.withLock { $0.admits(completion.quotaSubject, of: completion.peer.userID) }
  }

  /// Writes an entry about something that a user can cause as often as it likes, such as a limit that it reached.
  /// - Parameter subject: What such entries are summed up as when there are too many.
  package func write(
    _ kind: EntryKind, ofUser userID: UInt32, as subject: String, _ sentence: @autoclosure () -> String
  ) {
    let subject = EntryQuota.Subject(method: subject, outcome: kind.rawValue)
    guard quota.withLock({ $0.admits(subject, of: userID) }) else { return }
    logger.notice("\(sentence())", metadata: .kind(kind).merging(["peer_uid": "\(userID)"]) { $1 })
  }

  /// Tells what was counted instead of written, a few times a minute.
  /// - Parameter isLast: Tells it at once.
  func writeSums(at now: ContinuousClock.Instant = .now, isLast: Bool = false) {
    let sums = quota.withLock { isLast ? $0.closeWindow(at: now) : $0.sums(at: now) }
    for sum in sums {
      var metadata = Logger.Metadata.kind(.entriesSummed)
      metadata["count"] = "\(sum.total)"
      metadata["peer_uid"] = sum.userID.map { "\($0)" }
      logger.notice("\(sum.sentence)", metadata: metadata)
    }
  }

  /// Also of a connection that another server of the process has.
  package func connectionOpened() {
    counts.withLock {
      $0.accepted += 1
      $0.open += 1
      siblings?.note(connections: $0.open)
    }
  }

  package func connectionClosed() {
    counts.withLock {
      $0.open -= 1
      siblings?.note(connections: $0.open)
    }
  }

  /// Whether a connection had better go to another instance, which has fewer.
  var leavesConnections: Bool { siblings?.haveFewer == true }

  func note(isListening: Bool) { siblings?.note(isListening: isListening) }

  /// Whether nobody would miss the process: it has no connection, also of another server, and no sibling needs it.
  var mayExit: Bool { openConnections == 0 && siblings?.needThis != true }

  /// Reckons the requests a second since the last time.
  func reckonRate(at now: ContinuousClock.Instant = .now) {
    counts.withLock { counts in
      let seconds = (now - counts.mark.time) / .seconds(1)
      guard seconds >= 1 else { return }
      counts.rate = Int(Double(counts.requests - counts.mark.requests) / seconds)
      counts.mark = (now, counts.requests)
    }
  }

  /// Requests a second, lately.
  package var rate: Int { counts.withLock(\.rate) }

  /// One line for `systemctl status`.
  var summary: String {
    if let fault = fault() { return "degraded: \(fault)" }
    let reminder = reminder().map { "; \($0)" } ?? ""
    return counts.withLock { counts in
      return "Serving \(counts.open) connections; \(counts.requests) requests answered since start\(reminder)"
    }
  }

  /// Tells systemd that the process takes up changed files, until ``tellReady()``.
  package func tellReloading() { ServiceNotification.reloading.send() }
  package func tellReady() { ServiceNotification.ready(status: summary).send() }

  package var metrics: ServiceMetrics {
    let isDegraded = fault() != nil
    return counts.withLock {
      ServiceMetrics(
        uptimeSeconds: uptimeSeconds, connections: $0.open, connectionsAccepted: $0.accepted,
        degraded: isDegraded ? 1 : 0, methods: $0.methods)
    }
  }

  /// What the process holds and takes.
  package var figures: Figures { holdings.figures + ProcessUsage.figures }

  package var uptimeSeconds: Int { Int((ContinuousClock.now - started) / .seconds(1)) }
  package var openConnections: Int { counts.withLock { $0.open } }
}
