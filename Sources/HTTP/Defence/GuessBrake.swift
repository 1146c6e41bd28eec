import NIOCore
import RPC

/// Slows down who guesses secrets over HTTP: what was tried for a client counts, and what was tried from an address
/// (``WrongSecretCount``). A refusal that is held back takes no place anywhere but here. Lives on the event loop.
final class GuessBrake {
  enum Verdict {
    case atOnce
    case held(for: TimeAmount, Place)
    /// As many are held back as may be.
    case tooMany
  }

  /// What a refusal takes while it is held back.
  struct Place: Hashable {
    let client: String
    let network: ClientAddress
  }

  private struct LastGuess {
    let fingerprint: Int
    /// When it is refused.
    let due: NIODeadline
    var isRepeated = false
  }

  private let limits: HTTPLimits
  private var clients: WrongSecretCount<String>
  private var networks: WrongSecretCount<ClientAddress>
  private var lastGuesses: [Place: LastGuess] = [:]
  private var heldByClient: [String: Int] = [:]
  private var heldByNetwork: [ClientAddress: Int] = [:]
  private(set) var held = 0

  /// Clients, and networks, that are remembered one by one.
  private static let remembered = 4096
  /// A client that repeats a request with its secret in another place does so at once.
  private static let repetition = TimeAmount.seconds(10)

  init(limits: HTTPLimits, at now: NIODeadline) {
    self.limits = limits
    clients = WrongSecretCount(limit: Self.remembered, at: Self.second(now))
    networks = WrongSecretCount(limit: Self.remembered, at: Self.second(now))
  }

  /// Counts a guess. What is held back has to be given back by ``release(_:)``.
  func verdict(on guess: WrongGuess, from address: ClientAddress, at now: NIODeadline) -> Verdict {
    let place = Place(client: guess.client, network: address.network)
    return hold(until: repeats(guess, place, now) ?? count(guess, place, now), place, now)
  }

  func release(_ place: Place) {
    held -= 1
    heldByClient.decrease(place.client)
    heldByNetwork.decrease(place.network)
  }

  /// Some clients show the same secret twice, in the head and then in the body, before they give up: that is one guess,
  /// and told no sooner than the first time.
  private func repeats(_ guess: WrongGuess, _ place: Place, _ now: NIODeadline) -> NIODeadline? {
    guard let last = lastGuesses[place], last.fingerprint == guess.fingerprint, !last.isRepeated,
      now < last.due + Self.repetition
    else { return nil }
    lastGuesses[place]?.isRepeated = true
    return last.due
  }

  /// - Returns: When the guess is to be refused.
  private func count(_ guess: WrongGuess, _ place: Place, _ now: NIODeadline) -> NIODeadline {
    let second = Self.second(now)
    let pause = max(
      clients.pause(afterOneOf: place.client, at: second), networks.pause(afterOneOf: place.network, at: second))
    let due = now + TimeAmount(pause)
    remember(place, LastGuess(fingerprint: guess.fingerprint, due: due), now)
    return due
  }

  private func remember(_ place: Place, _ guess: LastGuess, _ now: NIODeadline) {
    if lastGuesses.count >= Self.remembered {
      lastGuesses = lastGuesses.filter { now < $0.value.due + Self.repetition }
      if lastGuesses.count >= Self.remembered { lastGuesses.removeAll() }
    }
    lastGuesses[place] = guess
  }

  private func hold(until due: NIODeadline, _ place: Place, _ now: NIODeadline) -> Verdict {
    guard due > now else { return .atOnce }
    guard held < limits.heldRefusals, heldByClient[place.client, default: 0] < limits.heldRefusalsEach,
      heldByNetwork[place.network, default: 0] < limits.heldRefusalsEach
    else { return .tooMany }
    held += 1
    heldByClient[place.client, default: 0] += 1
    heldByNetwork[place.network, default: 0] += 1
    return .held(for: due - now, place)
  }

  private static func second(_ now: NIODeadline) -> Int { Int(now.uptimeNanoseconds / 1_000_000_000) }
}
