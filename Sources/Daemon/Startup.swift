import Dispatch
import Logging
import RPC
import Synchronization
import WireProtocol

/// Makes a service able to work: at once, or else again and again until its surroundings allow it. Until then others
/// are told why it can't.
final class Startup: Sendable {
  /// A service that can work, and what it was made of.
  struct Result: Sendable {
    let daemon: Daemon
    let assembly: Assembly
    let sessions: SessionCheck

    init(daemon: Daemon, assembly: Assembly) {
      self.daemon = daemon
      self.assembly = assembly
      sessions = assembly.sessions ?? daemon.sessionsAskedFor
    }
  }

  private struct State {
    var result: Result?
    var reason: String?
    var failures = 0
    var lastFailure: ContinuousClock.Instant?
    var table: RouteTable?
  }

  private let service: ServiceName
  private let logger: Logger
  private let assemble: @Sendable () throws -> Result
  private let now: @Sendable () -> ContinuousClock.Instant
  /// Attempts block, and are made one after the other.
  private let thread = DispatchQueue(label: "startup")
  private let state = Mutex(State())

  /// A call has the service try again, but not sooner than so long after the last time.
  static let shortestPause = Duration.seconds(1)
  static let longestPause = Duration.seconds(60)

  init(
    _ service: ServiceName, logger: Logger, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    assemble: @escaping @Sendable () throws -> Result
  ) {
    self.service = service
    self.logger = logger
    self.now = now
    self.assemble = assemble
  }

  /// `nil` as long as the service can't work.
  var result: Result? { state.withLock(\.result) }

  /// Why the service can't work; `nil` if it can.
  var reason: String? { state.withLock(\.reason) }

  /// What can be measured now: of a database that can't be read, nothing.
  func figures() async -> Figures {
    guard let assembly = result?.assembly else { return [:] }
    return await ((try? assembly.figures()) ?? [:]) + (assembly.store?.figures ?? [:])
  }

  /// How long to wait after the last failure before another attempt is made that nobody has asked for.
  var pause: Duration {
    let failures = state.withLock(\.failures)
    return min(Self.longestPause, Self.shortestPause * (1 << min(max(failures, 1) - 1, 6)))
  }

  /// Stands in for the service's methods, and replaces itself there as soon as the service works.
  func fill(_ table: RouteTable) {
    let result = state.withLock { state in
      state.table = table
      return state.result
    }
    if let result { table.replaceStandIns(by: result.assembly.routes) }
  }

  var standIns: [Route] {
    service.methods.map { method in
      Route(standingInFor: method) { try await self.working().assembly.routes }
    }
  }

  /// Makes an attempt unless the service works already, or could not a moment ago. Blocks the calling thread.
  func attempt() {
    thread.sync { attemptInTurn() }
  }

  /// - Throws: `unavailable` with the reason.
  func working() async throws(ServiceError) -> Result {
    if let result { return result }
    await withCheckedContinuation { continuation in
      thread.async {
        self.attemptInTurn()
        continuation.resume()
      }
    }
    guard let result else {
      throw ServiceError(
        .unavailable, "\(service.rawValue) can't work: \(reason ?? "it is stopping")", service: service.rawValue)
    }
    return result
  }

  private func attemptInTurn() {
    let (isDue, former) = state.withLock { state in
      (state.result == nil && state.lastFailure.map { now() - $0 >= Self.shortestPause } ?? true, state.reason)
    }
    guard isDue else { return }
    do { succeed(try assemble(), after: former) } catch { fail("\(error)", after: former) }
  }

  private func succeed(_ result: Result, after former: String?) {
    let table = state.withLock { state in
      state.result = result
      state.reason = nil
      return state.table
    }
    table?.replaceStandIns(by: result.assembly.routes)
    if former != nil { logger.notice("can work now") }
  }

  /// The same reason is told once.
  private func fail(_ reason: String, after former: String?) {
    state.withLock { state in
      state.reason = reason
      state.failures += 1
      state.lastFailure = now()
    }
    if reason != former { logger.critical("can't work: \(reason); tries again") }
  }
}
