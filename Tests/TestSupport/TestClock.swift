import Synchronization
package import WireProtocol

/// A clock that moves only when a test says so.
package final class TestClock: Sendable {
  private struct State {
    var moment: Timestamp
    var uptime = 1000
  }

  private let state: Mutex<State>

  package init(_ start: Timestamp = Timestamp(secondsSince1970: 1_800_000_000)) {
    state = Mutex(State(moment: start))
  }

  package var now: Timestamp { state.withLock(\.moment) }

  package var clock: WallClock {
    { self.now }
  }

  /// Seconds that the host has been up.
  package var uptime: @Sendable () -> Int {
    { self.state.withLock(\.uptime) }
  }

  /// Lets time pass.
  package func advance(by seconds: Int) {
    state.withLock { state in
      state.moment = state.moment + seconds
      state.uptime += seconds
    }
  }

  /// Sets the time of day wrong, or right again, by as many seconds. No time passes.
  package func set(by seconds: Int) {
    state.withLock { $0.moment = $0.moment + seconds }
  }

  /// Boots the host. It is up for as long as is said.
  package func boot(upFor seconds: Int = 0) {
    state.withLock { $0.uptime = seconds }
  }
}
