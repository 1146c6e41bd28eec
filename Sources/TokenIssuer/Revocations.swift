import Coherence
import Storage
import WireProtocol

/// The tokens that were revoked before their time, each kept until it would have expired.
final class Revocations: Sendable {
  private let store: Store
  /// Tells of revocations, by this instance or another.
  private let changes: ChangeWatch
  private let clock: Clock
  /// Most apps never revoke a token: of these nothing need be looked up.
  private let appsWithout = CoherentCache<AppSID, AppSID>(capacity: KeptAnswers.limit)

  init(store: Store, changes: ChangeWatch, clock: @escaping Clock) {
    self.store = store
    self.changes = changes
    self.clock = clock
  }

  func contains(_ id: TokenID, of app: AppSID) async throws -> Bool {
    if appsWithout.answer(for: app, version: changes.version) != nil { return false }
    let version = changes.version(of: app)
    let (any, this) = try await store.read { transaction in
      let any = try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? LIMIT 1", app) != nil
      let this =
        try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? AND jti = ?", app, id.text) != nil
      return (any, this)
    }
    if let version, !any { appsWithout.keep(app, for: app, at: version) }
    return this
  }

  /// Revokes a token, and forgets those that have expired meanwhile.
  func insert(_ id: TokenID, of app: AppSID, until expiry: Timestamp) async throws {
    let now = clock()
    try await store.change(.app(app)) { transaction in
      try transaction.run("DELETE FROM revoked_tokens WHERE expires <= ?", now)
      try transaction.run(
        "INSERT OR IGNORE INTO revoked_tokens (client_id, jti, expires) VALUES (?, ?, ?)", app, id.text, expiry)
    }
  }
}
