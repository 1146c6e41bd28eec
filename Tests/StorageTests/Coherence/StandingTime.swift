import Storage
import Synchronization

/// A time that stands still but for what is waited for.
final class StandingTime: Sendable {
  private let instant = Mutex(ContinuousClock.now)

  var clock: PageClock {
    PageClock(now: { self.instant.withLock(\.self) }, pause: { rest in self.instant.withLock { $0 += rest } })
  }
}
