import Synchronization

/// A place where each waits until all are there. One who is alone waits for ever.
final class Meeting: Sendable {
  private struct State {
    var missing: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(of count: Int) {
    state = Mutex(State(missing: count))
  }

  func arrive() async {
    await withCheckedContinuation { continuation in
      let complete = state.withLock { state in
        state.missing -= 1
        state.waiting.append(continuation)
        guard state.missing <= 0 else { return [CheckedContinuation<Void, Never>]() }
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in complete { continuation.resume() }
    }
  }
}
