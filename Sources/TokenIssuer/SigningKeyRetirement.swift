import Storage
import WireProtocol

/// A key that is retired at once, and which key signs from then on.
struct SigningKeyRetirement: Sendable {
  let key: StoredSigningKey
  /// The key that takes over; `nil` where the one that signs goes on.
  let successor: StoredSigningKey?
}

extension Transaction {
  /// - Throws: `not_found`; `conflict` that names the cure.
  func admitRetirement(
    _ request: SigningKeysRetire, _ schedule: SigningKeySchedule, at now: Timestamp
  ) throws -> SigningKeyRetirement {
    let ring = try signingKeys()
    guard let key = ring[request.kid.text] else {
      throw ServiceError(
        .notFound, "there is no signing key \(request.kid); signing_keys.list shows those that there are", path: "kid")
    }
    let status = key.status(at: now)
    if status != .announced, request.now != true {
      let end = key.verifiesUntil.map { "until \($0)" } ?? "and still signs"
      throw ServiceError(
        .conflict,
        "signing key \(key.kid) verifies tokens \(end); rotation retires it when they have expired, `now` ends "
          + "them all", path: "now")
    }
    guard key == ring.current(schedule, at: now) else { return SigningKeyRetirement(key: key, successor: nil) }
    guard let successor = ring.announced(schedule, at: now) else {
      throw ServiceError(
        .conflict,
        "signing key \(key.kid) is the only one that can sign; make another with signing_keys.rotate, its `now` set",
        path: "kid")
    }
    return SigningKeyRetirement(key: key, successor: successor)
  }

  func carryOut(_ retirement: SigningKeyRetirement, at now: Timestamp) throws {
    let key = retirement.key
    if let successor = retirement.successor {
      try letSign(successor.kid, successor.algorithm, from: now)
    } else if key.status(at: now) == .announced {
      try continueSigning(insteadOf: key)
    }
    try retire(key, at: now)
  }
}
