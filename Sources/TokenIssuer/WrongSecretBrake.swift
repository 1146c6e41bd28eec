import RPC
import Synchronization
import WireProtocol

/// Slows down those who guess a client's secret. Only refusals are held back: the client that knows its secret never
/// waits, whatever strangers try in its name. What one user of the host tries makes none of another's refusals later.
final class WrongSecretBrake: Sendable {
  fileprivate struct Failures {
    var count = 0
    var since: Timestamp
  }

  /// What one user has tried.
  fileprivate struct Guesses {
    var clients: [ClientID: Failures] = [:]
    /// Of all clients beyond those that are remembered one by one.
    var rest: Failures
  }

  /// Mistakes that cost nothing.
  private static let free = 5
  /// Seconds after which failures are forgotten.
  fileprivate static let memory = 60
  private static let longestPause = Duration.seconds(5)
  /// Clients remembered one by one for each user, and users, at the most.
  fileprivate static let clients = 256
  private static let users = 1024

  private let clock: WallClock
  private let guesses = Mutex<[PeerUser: Guesses]>([:])

  init(clock: @escaping WallClock) {
    self.clock = clock
  }

  /// Counts a wrong secret. After the free mistakes the refusal is held back for 100 ms, and for twice as long after
  /// each one more.
  func slowed(_ refusal: ServiceError, client: ClientID, caller: PeerUser) -> any Error {
    let beyond = count(client, caller) - Self.free
    guard beyond > 0 else { return refusal }
    return HeldRefusal(refusal, for: min(.milliseconds(100) * (1 << min(beyond - 1, 6)), Self.longestPause))
  }

  private func count(_ client: ClientID, _ caller: PeerUser) -> Int {
    let now = clock()
    return guesses.withLock { guesses in
      if guesses[caller] == nil, guesses.count >= Self.users { Self.makeRoom(in: &guesses, now) }
      return guesses[caller, default: Guesses(rest: Failures(since: now))].count(client, now)
    }
  }

  /// Forgets who has not guessed lately; whoever, if all have.
  private static func makeRoom(in guesses: inout [PeerUser: Guesses], _ now: Timestamp) {
    guesses = guesses.filter { !$0.value.areOld(now) }
    if guesses.count >= users, let any = guesses.keys.first { guesses[any] = nil }
  }
}

extension WrongSecretBrake.Guesses {
  mutating func count(_ client: ClientID, _ now: Timestamp) -> Int {
    if clients[client] == nil, clients.count >= WrongSecretBrake.clients {
      clients = clients.filter { !$0.value.areOld(now) }
      guard clients.count < WrongSecretBrake.clients else { return rest.count(now) }
    }
    return clients[client, default: WrongSecretBrake.Failures(since: now)].count(now)
  }

  func areOld(_ now: Timestamp) -> Bool {
    rest.areOld(now) && clients.values.allSatisfy { $0.areOld(now) }
  }
}

extension WrongSecretBrake.Failures {
  mutating func count(_ now: Timestamp) -> Int {
    if areOld(now) { self = Self(since: now) }
    count += 1
    return count
  }

  func areOld(_ now: Timestamp) -> Bool { now >= since + WrongSecretBrake.memory }
}
