import Synchronization

/// A place where each waits until all are there, or until its task is cancelled because one does not come.
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
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        update {
          $0.missing -= 1
          $0.waiting.append(continuation)
        }
      }
    } onCancel: {
      update { $0.missing = 0 }
    }
  }

  private func update(_ change: (inout State) -> Void) {
    let released = state.withLock { state in
      change(&state)
      guard state.missing <= 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in released { continuation.resume() }
  }
}
