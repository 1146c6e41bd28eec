import Synchronization

/// What the handlers of a ``TestServer`` do: work that begins when a request is taken up and ends when the test says
/// so.
final class Jobs: Sendable {
  private struct State {
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var released: Set<Int> = []
    var isOver = false
    var answered = 0
    var labels: [Int] = []
  }

  /// The labels of jobs, as they begin.
  let begun: AsyncStream<Int>
  private let beginning: AsyncStream<Int>.Continuation
  private let state = Mutex(State())

  init() {
    (begun, beginning) = AsyncStream.makeStream()
  }

  /// Requests that were answered at once.
  var answered: Int { state.withLock(\.answered) }

  /// The labels of the jobs that have begun, in their order.
  var labels: [Int] { state.withLock(\.labels) }

  /// Returns when so many more jobs have begun; tells their labels.
  func awaitBeginning(of count: Int) async -> Set<Int> {
    await begun.prefix(count).reduce(into: []) { $0.insert($1) }
  }

  /// Ends a job, or has it end as soon as it begins.
  func release(_ label: Int) {
    let job = state.withLock { state in
      state.released.insert(label)
      return state.waiting.removeValue(forKey: label)
    }
    job?.resume()
  }

  /// Ends every job, and those to come at once.
  func releaseAll() {
    let jobs = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for job in jobs { job.resume() }
  }

  func count() {
    state.withLock { $0.answered += 1 }
  }

  func perform(_ label: Int) async {
    state.withLock { $0.labels.append(label) }
    beginning.yield(label)
    await withCheckedContinuation { continuation in
      let isReleased = state.withLock { state in
        guard !state.isOver, !state.released.contains(label) else { return true }
        state.waiting[label] = continuation
        return false
      }
      if isReleased { continuation.resume() }
    }
  }
}
