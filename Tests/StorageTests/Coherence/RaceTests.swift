import Glibc
import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// Readers and writers at full speed, with a table in place of the database: whoever was told of a change is never
/// contradicted.
@Suite(.timeLimit(.minutes(5))) struct RaceTests {
  private static let app = AppSID.sample
  private static let rounds = 4_000

  @Test(
    "R7: what was acknowledged before the question is never contradicted by a kept answer, even as pages come and go",
    arguments: [false, true], [1, 4])
  func race(pageIsRemoved: Bool, questionsAtOnce: Int) async throws {
    let page = try PageFixture()
    let path = page.path
    let facts = Facts()
    let stale = try await withThrowingTaskGroup(of: Int.self) { group in
      let signals = try (0..<2).map { _ in try page.signal() }
      // Two instances take turns at writing, as the database makes them.
      group.addTask {
        for round in 1...Self.rounds {
          let signal = signals[round % 2]
          let change = try signal.begin(.client(.app(Self.app)))
          facts.committed.store(round, ordering: .sequentiallyConsistent)
          if pageIsRemoved, round % 50 == 0 { unlink(path) }
          // A change of another app overlaps, and may be the one that makes the page anew.
          let overlapping = try signal.begin(.client(.app(AppSID(low: 2))))
          try signal.finish(change)
          facts.acknowledged.store(round, ordering: .sequentiallyConsistent)
          try signal.finish(overlapping)
        }
        facts.isOver.store(true, ordering: .sequentiallyConsistent)
        return 0
      }
      for isOwn in [false, false, true] {
        group.addTask {
          let moments = Moments()
          let watch = ChangeWatch(path: path, isOwn: isOwn, moments: moments)
          let cache = CoherentCache<Int, Int>(capacity: 4)
          var stale = 0
          while !facts.isOver.load(ordering: .sequentiallyConsistent) {
            let known = facts.acknowledged.load(ordering: .sequentiallyConsistent)
            moments.pass()
            for _ in 0..<questionsAtOnce {
              if let answer = cache.answer(for: 0, version: { _ in watch.version(of: .app(Self.app)) }) {
                if answer < known { stale += 1 }
              } else if let version = watch.version(of: .app(Self.app)) {
                cache.keep(facts.committed.load(ordering: .sequentiallyConsistent), for: 0, at: version)
              }
            }
          }
          return stale
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(stale == 0)
    #expect(facts.acknowledged.load(ordering: .sequentiallyConsistent) == Self.rounds)
  }
}

private final class Facts: Sendable {
  let committed = Atomic<Int>(0)
  let acknowledged = Atomic<Int>(0)
  let isOver = Atomic<Bool>(false)
}
