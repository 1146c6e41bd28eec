import RPC
import Synchronization
import WireProtocol

/// Slows down those who guess a client's secret (``WrongSecretCount``). What one user of the host tries makes none of
/// another's refusals later.
final class WrongSecretBrake: Sendable {
  /// Clients remembered one by one for each user, and users, at the most.
  private static let clients = 256
  private static let users = 1024

  private let uptime: UptimeClock
  private let counts = Mutex<[PeerUser: WrongSecretCount<ClientID>]>([:])

  init(uptime: @escaping UptimeClock) {
    self.uptime = uptime
  }

  /// Counts a wrong secret.
  func slowed(_ refusal: ServiceError, client: ClientID, caller: PeerUser) -> any Error {
    let second = uptime()
    let pause = counts.withLock { counts in
      if counts[caller] == nil, counts.count >= Self.users { Self.makeRoom(in: &counts, second) }
      return counts[caller, default: WrongSecretCount(limit: Self.clients, at: second)]
        .pause(afterOneOf: client, at: second)
    }
    return pause > .zero ? HeldRefusal(refusal, for: pause) : refusal
  }

  /// Forgets who has not guessed lately; whoever, if all have.
  private static func makeRoom(in counts: inout [PeerUser: WrongSecretCount<ClientID>], _ second: Int) {
    counts = counts.filter { !$0.value.isOld(at: second) }
    if counts.count >= users, let any = counts.keys.first { counts[any] = nil }
  }
}
