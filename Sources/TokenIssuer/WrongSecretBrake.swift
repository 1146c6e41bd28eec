import RPC
import Synchronization
import WireProtocol

/// Slows down those who guess a client's secret. Only refusals are held back: the client that knows its secret never
/// waits, whatever strangers try in its name.
package final class WrongSecretBrake: Source {
  /// Waits for a duration. A test's returns at once.
  package typealias Pause = @Sendable (Duration) async -> Void

  private struct Failures {
    var count = 0
    var since: Timestamp
  }

  /// Mistakes that cost nothing.
  private static let free = 5
  /// Seconds after which a client's failures are forgotten.
  private static let memory = 60
  private static let longestPause = Duration.seconds(5)
  /// Clients remembered at the most.
  private static let capacity = 4096

  private let clock: WallClock
  private let pause: Pause
  private let failures = Mutex<[AppSID: Failures]>([:])

  init(clock: @escaping WallClock, pause: @escaping Pause) {
    self.clock = clock
    self.pause = pause
  }

  /// Counts a wrong secret, once per call, and holds the call back: 100 ms after the free mistakes, and double for each
  /// one more.
  func slowDown(_ client: AppSID, _ answers: inout Answers) throws {
    try answers.seek(client, in: self).get()
  }

  /// The end of a pause is nothing that is known beforehand.
  func known(_ client: AppSID) -> Void? { nil }

  func ask(_ client: AppSID, within call: Call) async {
    let count = count(client)
    guard count > Self.free else { return }
    await pause(min(.milliseconds(100) * (1 << min(count - Self.free - 1, 6)), Self.longestPause))
  }

  private func count(_ client: AppSID) -> Int {
    let now = clock()
    return failures.withLock { failures in
      if failures.count >= Self.capacity {
        failures = failures.filter { now < $0.value.since + Self.memory }
        if failures.count >= Self.capacity { failures.removeAll() }
      }
      var entry = failures[client] ?? Failures(since: now)
      if now >= entry.since + Self.memory { entry = Failures(since: now) }
      entry.count += 1
      failures[client] = entry
      return entry.count
    }
  }
}
