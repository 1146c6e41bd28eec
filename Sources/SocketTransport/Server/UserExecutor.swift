import NIOCore
import Synchronization

/// Runs the tasks of one user's requests on the event loop's thread, so that a handler that waits comes back to the
/// connection's thread without a hop. They run in the user's turns: the tasks of one who asks for much keep nobody
/// else's waiting.
final class UserExecutor: TaskExecutor, TurnTaker {
  private struct State {
    var jobs = CircularBuffer<UnownedJob>()
    /// Whether a turn is asked for.
    var awaitsTurn = false
  }

  private let state = Mutex(State())
  private let loop: any EventLoop
  private let turns: NIOLoopBound<Turns>

  init(_ turns: Turns) {
    loop = turns.loop
    self.turns = NIOLoopBound(turns, eventLoop: turns.loop)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFirst = state.withLock { state in
      state.jobs.append(job)
      defer { state.awaitsTurn = true }
      return !state.awaitsTurn
    }
    if isFirst { loop.execute { [self] in turns.value.take(self) } }
  }

  var mayTakeTurn: Bool { true }

  func takeTurn(until end: NIODeadline) -> Bool {
    let executor = asUnownedTaskExecutor()
    while let job = nextJob() {
      job.runSynchronously(on: executor)
      if end != .distantFuture, turns.value.now() >= end { return true }
    }
    return false
  }

  private func nextJob() -> UnownedJob? {
    state.withLock { state in
      let job = state.jobs.popFirst()
      if job == nil { state.awaitsTurn = false }
      return job
    }
  }
}
