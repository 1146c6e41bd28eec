import Coherence
import Foundation
import Glibc
import WireProtocol

/// One run of a scenario: real signals, a real reader and a real page, with a set in place of the database.
final class ModelRun {
  private let scenario: Scenario
  private let page: PageFixture
  private var signals: [ChangeSignal?]
  private var changes: [AnnouncedChange?] = [nil, nil]
  private let watch: ChangeWatch
  private let cache = CoherentCache<Int, Set<Int>>(capacity: 2)
  private var noted: AppVersion?
  private var committed: Set<Int> = []
  private var acknowledged: Set<Int> = []

  init(_ scenario: Scenario) throws {
    self.scenario = scenario
    let page = try PageFixture()
    self.page = page
    signals = try (0..<scenario.instances).map { _ in try page.signal() }
    watch = page.watch()
    // The reader has the page open before anything happens to it.
    _ = watch.version
  }

  /// - Returns: What was wrong; `nil` if no used answer contradicted what was acknowledged.
  func fault(in schedule: [Turn]) throws -> String? {
    for turn in schedule {
      if let fault = try fault(at: turn) { return fault }
    }
    return try faultAfterRestart()
  }

  private func fault(at turn: Turn) throws -> String? {
    let actor = turn.actor
    switch turn.step {
    case .begin: changes[actor] = try signal(of: actor)?.begin(.app(.sample))
    case .commit: committed.insert(actor)
    case .finish:
      if let change = changes[actor] { try signal(of: actor)?.finish(change) }
      changes[actor] = nil
      acknowledged.insert(actor)
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

  /// Kills the instances that have not done with their changes, and starts another.
  private func faultAfterRestart() throws -> String? {
    for (writer, change) in changes.enumerated() where change != nil { signals[writer % signals.count] = nil }
    changes = [nil, nil]
    let next = try page.signal()
    defer { withExtendedLifetime(next) {} }
    if let answer = usedAnswer, answer != committed { return "used \(answer) after a restart, committed: \(committed)" }
    guard let version = watch.version else { return nil }
    cache.keep(committed, for: 0, at: version)
    try page.change(next, .app(.sample))
    return usedAnswer.map { "used \($0) after another change" }
  }
}
