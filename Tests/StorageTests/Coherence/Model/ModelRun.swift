import Glibc
import RPC
import Storage
import Synchronization
import WireProtocol

/// One run of a scenario: real signals, a real reader and a real page, with a set in place of the database's content,
/// and a time that stands still but for what a signal waits for.
final class ModelRun {
  private let scenario: Scenario
  private let page: PageFixture
  private var signals: [ChangeSignal?]
  private var changes: [AnnouncedChange?] = [nil, nil]
  private let watch: ChangeWatch
  private let moments = Moments()
  private let time = StandingTime()
  private let cache = CoherentCache<Int, Set<Int>>(capacity: 2)
  private var noted: AppVersion?
  private var committed: Set<Int> = []
  private var acknowledged: Set<Int> = []

  init(_ scenario: Scenario, _ page: PageFixture) throws {
    self.scenario = scenario
    self.page = page
    signals = try (0..<scenario.instances).map { [time] _ in try page.signal(clock: time.clock) }
    watch = ChangeWatch(path: page.path, moments: moments, clock: time.clock)
    // The reader has the page open before anything happens to it.
    _ = watch.version
  }

  /// What was wrong; `nil` if no answer was used that it must not.
  func fault(in schedule: [Turn], _ ending: Scenario.Ending) throws -> String? {
    for turn in schedule {
      if let fault = try fault(at: turn) { return fault }
    }
    end(ending)
    return try faultAfterRestart()
  }

  private func fault(at turn: Turn) throws -> String? {
    let writer = turn.actor
    moments.pass()
    switch turn.step {
    case .begin: changes[writer] = try signal(of: writer)?.begin(.client(.sample))
    case .commit:
      committed.insert(writer)
      symlink("open", page.log)
    case .finish:
      if let change = changes[writer] { try signal(of: writer)?.finish(change) }
      changes[writer] = nil
      acknowledged.insert(writer)
    case .note: noted = watch.version
    case .ask: if let noted { cache.keep(committed, for: 0, at: noted) }
    case .use: return usedAnswer.flatMap { acknowledged.isSubset(of: $0) ? nil : "used \($0) after \(acknowledged)" }
    case .happening: happen()
    }
    return nil
  }

  private var usedAnswer: Set<Int>? { cache.answer(for: 0) { _ in watch.version } }

  private func signal(of writer: Int) -> ChangeSignal? { signals[writer % signals.count] }

  private func happen() {
    switch scenario.happening {
    case .nothing: break
    case .removal: unlink(page.path)
    case .move: page.moveAway()
    case .replacement: page.replace()
    }
  }

  private func end(_ ending: Scenario.Ending) {
    for (writer, change) in changes.enumerated() where change != nil { signals[writer % signals.count] = nil }
    changes = [nil, nil]
    switch ending {
    case .running: break
    case .stopped: stop()
    case .killed: signals = []
    }
  }

  /// Closes the database, and then ends the instances that are left.
  private func stop() {
    let left = signals.compactMap(\.self)
    if !left.isEmpty, unlink(page.log) == 0 { truncate(page.database, off_t(1_000 * committed.count)) }
    for signal in left { signal.end() }
    signals = []
  }

  private func faultAfterRestart() throws -> String? {
    let next = try page.signal(clock: time.clock)
    // As a store does before it answers anything.
    next.becomeKnown()
    moments.pass()
    if let answer = usedAnswer, answer != committed { return "used \(answer) after a restart, committed: \(committed)" }
    // Within one tick of the file system's clock a reader can't see a move that no writer has noticed.
    guard scenario.happening != .move, let version = watch.version else { return nil }
    cache.keep(committed, for: 0, at: version)
    try page.change(next, .client(.sample))
    moments.pass()
    return usedAnswer.map { "used \($0) after another change" }
  }
}
