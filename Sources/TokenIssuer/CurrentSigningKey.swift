import JOSE
import RPC
import Storage
import Synchronization
import WireProtocol

/// The key that signs now, once it is opened. The first question ever makes it.
final class CurrentSigningKey: Source {
  /// The only question.
  enum Moment { case now }

  private struct Held {
    let key: SigningKey
    let period: Range<Timestamp>
    let version: AppVersion?
  }

  private let keys: SigningKeys
  private let held = Mutex<Held?>(nil)

  init(_ keys: SigningKeys) {
    self.keys = keys
  }

  func known(_: Moment) -> SigningKey? {
    guard let held = held.withLock(\.self), keys.isGood(held.version, held.period) else { return nil }
    return held.key
  }

  func ask(_: Moment, within call: Call) async throws -> SigningKey {
    // To open a key takes a while. The call's other questions go out first, to services that may have to start.
    await Task.yield()
    return try await find()
  }

  /// Opens the key that signs now. The first call ever makes it.
  @discardableResult
  func find() async throws -> SigningKey {
    var reading = try await keys.read()
    if reading.ring.current(keys.schedule, at: reading.period.lowerBound) == nil {
      try await keys.makeFirst()
      reading = try await keys.read()
    }
    let now = reading.period.lowerBound
    guard let stored = reading.ring.current(keys.schedule, at: now), case .whole(let key) = try keys.open(stored) else {
      throw ServiceError(.unavailable, "token-issuer has no signing key", service: ServiceName.tokenIssuer.rawValue)
    }
    let next = reading.ring.announced(keys.schedule, at: now)?.signsFrom
    let end = min(next ?? reading.period.upperBound, reading.period.upperBound)
    held.withLock { $0 = Held(key: key, period: now..<max(now, end), version: reading.version) }
    return key
  }
}
