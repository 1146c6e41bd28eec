import Synchronization
package import WireProtocol

/// A clock that moves only when a test says so.
package final class TestClock: Sendable {
  private let moment: Mutex<Timestamp>

  package init(_ start: Timestamp = Timestamp(secondsSince1970: 1_800_000_000)) {
    moment = Mutex(start)
  }

  package var now: Timestamp { moment.withLock { $0 } }

  package var clock: WallClock {
    { self.now }
  }

  package func advance(by seconds: Int) {
    moment.withLock { $0 = $0 + seconds }
  }
}
