import JOSE
import Storage
import WireProtocol

extension SigningKeys {
  /// Makes the key that signs if there is none. Of several instances at a time one does, for all.
  func makeFirst() async throws {
    let key = try SigningKey.generate(schedule.algorithm)
    let sealed = try key.seal(with: seal.key)
    try await store.change(.noApp) { [schedule, clock] transaction in
      let now = clock()
      guard try transaction.signingKeys().current(schedule, at: now) == nil else { return }
      try transaction.insert(key, sealed: sealed, from: now, at: now)
    }
  }

  /// Does what time has brought about, if anything. A step that fails keeps no other from being taken.
  func tend() async throws {
    try await rewrap()
    var failure: (any Error)?
    for step in try await read().ring.steps(dueAt: clock(), schedule) {
      do { try await take(step) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// - Throws: `unavailable` for a key that does not open.
  func check() async throws -> String {
    let ring = try await read().ring
    for key in ring.keys { _ = try seal.open(key) }
    guard let current = ring.current(schedule, at: clock()) else { return "none was needed yet" }
    let summary = "\(current.kid) signs, all \(ring.keys.count) open"
    guard seal.former != nil else { return summary }
    return summary
      + (try ring.keys.contains { try seal.rewrapped($0) != nil }
        ? "; some are still sealed with the former key-encryption key"
        : "; none is sealed with the former key-encryption key any more, so remove that credential")
  }

  /// Seals with the new key-encryption key what is sealed with the former one: all in one transaction.
  private func rewrap() async throws {
    guard seal.former != nil, try await read().ring.keys.contains(where: { try seal.rewrapped($0) != nil }) else {
      return
    }
    try await store.change(.noApp) { [seal] transaction in
      for key in try transaction.signingKeys().keys {
        if let sealed = try seal.rewrapped(key) { try transaction.store(sealed, key.remainder, of: key.kid) }
      }
    }
  }

  /// Takes a step, unless another instance has.
  func take(_ step: SigningKeyStep) async throws {
    let write = try await writing(step)
    try await store.change(.noApp) { [schedule, clock] transaction in
      let now = clock()
      let ring = try transaction.signingKeys()
      guard ring.steps(dueAt: now, schedule).contains(step) else { return }
      try write(transaction, ring, now)
    }
  }

  private typealias Writing = @Sendable (Transaction, SigningKeyRing, Timestamp) throws -> Void

  /// What a step writes. What takes long, such as making a key, is done here, before the database is locked.
  private func writing(_ step: SigningKeyStep) async throws -> Writing {
    switch step {
    case .announce: return try await announcement()
    case .bringForward(let kid):
      return { transaction, ring, now in
        guard let key = ring[kid] else { return }
        try transaction.bringForward(key, to: now + SigningKeySchedule.notice)
      }
    case .end(let kid): return { transaction, _, now in try transaction.endSigning(kid, at: now) }
    case .destroyPrivateHalf(let kid):
      guard let stored = try await read().ring[kid] else { return { _, _, _ in } }
      let sealed = try open(stored).verificationKey.seal(with: seal.key)
      return { transaction, _, _ in try transaction.store(sealed, .publicHalf, of: kid) }
    case .retire(let kid):
      return { transaction, ring, now in if let key = ring[kid] { try transaction.retire(key, at: now) } }
    }
  }

  private func announcement() async throws -> Writing {
    // Under a wrong key-encryption key none is made.
    if let current = try await read().ring.current(schedule, at: clock()) { _ = try open(current) }
    let key = try SigningKey.generate(schedule.algorithm)
    let sealed = try key.seal(with: seal.key)
    return { transaction, _, now in
      try transaction.insert(key, sealed: sealed, from: now + SigningKeySchedule.notice, at: now)
    }
  }
}
