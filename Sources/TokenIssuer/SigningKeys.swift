import JOSE
import RPC
import Storage
import Synchronization
import WireProtocol

/// The keys that sign and verify tokens: sealed in the database, shared by the instances, opened once per process.
/// Asked for a key id, they answer the key that verifies; `nil` if it is none of theirs, or retired.
///
/// What was read is good for as long as a key is announced before it signs, so nothing that was planned comes
/// unexpected, and only until an instance retires a key at once: that is told on the change page.
final class SigningKeys: Source {
  /// The keys as they were read.
  struct Reading: Sendable {
    let ring: SigningKeyRing
    let period: Range<Timestamp>
    let version: AppVersion?
  }

  private struct State {
    var reading: Reading?
    var opened: [String: OpenedKey] = [:]
  }

  let store: Store
  let seal: KeySeal
  let schedule: SigningKeySchedule
  let clock: WallClock
  private let changes: ChangeWatch
  private let state = Mutex(State())

  /// - Parameter changes: The issuer's own, by this instance or another.
  init(store: Store, seal: KeySeal, schedule: SigningKeySchedule, changes: ChangeWatch, clock: @escaping WallClock) {
    self.store = store
    self.seal = seal
    self.schedule = schedule
    self.changes = changes
    self.clock = clock
  }

  /// Whether what was read is still so.
  func isGood(_ version: AppVersion?, _ period: Range<Timestamp>) -> Bool {
    period.contains(clock()) && version != nil && version == changes.version
  }

  func known(_ kid: String) -> VerificationKey?? {
    let (reading, opened) = state.withLock { ($0.reading, $0.opened[kid]) }
    guard let reading, let opened, reading.ring[kid] != nil, isGood(reading.version, reading.period) else { return nil }
    return opened.verificationKey
  }

  func ask(_ kid: String, within call: Call) async throws -> VerificationKey? {
    try await read().ring[kid].map(open)?.verificationKey
  }

  /// Reads the keys, and forgets those halves of them that are not there any more.
  @discardableResult
  func read() async throws -> Reading {
    // Before the question: whatever changes later is seen.
    let version = changes.version
    let now = clock()
    let ring = try await store.read { try $0.signingKeys() }
    let reading = Reading(ring: ring, period: now..<now + SigningKeySchedule.notice, version: version)
    state.withLock { state in
      state.reading = reading
      state.opened = state.opened.filter { kid, key in ring[kid]?.remainder == key.remainder }
    }
    return reading
  }

  /// - Throws: `unavailable`.
  func open(_ stored: StoredSigningKey) throws(ServiceError) -> OpenedKey {
    if let opened = state.withLock({ $0.opened[stored.kid] }), opened.remainder == stored.remainder { return opened }
    let opened = try seal.open(stored)
    state.withLock { $0.opened[stored.kid] = opened }
    return opened
  }

  func all() async throws -> [VerificationKey] {
    try await read().ring.keys.map { try open($0).verificationKey }
  }

  /// A page of all keys, the retired ones too.
  func page(_ request: SigningKeysList) async throws -> Page<ListedSigningKey> {
    let now = clock()
    return try await store.read { transaction in
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: SigningKeysList.name)
      let rows = try transaction.rows(
        "SELECT id, \(StoredSigningKey.columns) FROM signing_keys WHERE id > ? ORDER BY id LIMIT ?", cursor.rowID,
        cursor.size + 1)
      return try Page(rows: rows, cursor: cursor) { ListedSigningKey(try StoredSigningKey($0), at: now) }
    }
  }
}
