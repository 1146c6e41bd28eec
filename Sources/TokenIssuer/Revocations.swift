import Coherence
import GRDB
import Storage
import WireProtocol

/// The tokens that were revoked before their time, each kept until it would have expired.
final class Revocations: Sendable {
  private let store: Store
  /// Tells of revocations, by this instance or another.
  private let changes: ChangeWatch
  private let clock: WallClock
  /// Most apps never revoke a token: of these nothing need be looked up.
  private let appsWithout = CoherentCache<AppSID, AppSID>(capacity: KeptAnswers.limit)

  init(store: Store, changes: ChangeWatch, clock: @escaping WallClock) {
    self.store = store
    self.changes = changes
    self.clock = clock
  }

  func contains(_ id: TokenID, of app: AppSID) throws -> Bool {
    if appsWithout.answer(for: app, version: changes.version) != nil { return false }
    let version = changes.version(of: app)
    return try store.read { database in
      let any = try database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE client_id = ?)")
      guard try Bool.fetchOne(any, arguments: [app.text]) ?? false else {
        if let version { appsWithout.keep(app, for: app, at: version) }
        return false
      }
      let this = try database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE client_id = ? AND jti = ?)")
      return try Bool.fetchOne(this, arguments: [app.text, id.text]) ?? false
    }
  }

  /// Revokes a token, and forgets those that have expired meanwhile.
  func insert(_ id: TokenID, of app: AppSID, until expiry: Timestamp) async throws {
    let now = clock()
    try await store.write(changing: .app(app)) { database in
      try database.execute(sql: "DELETE FROM revoked_tokens WHERE expires <= ?", arguments: [now])
      try database.execute(
        sql: "INSERT OR IGNORE INTO revoked_tokens (client_id, jti, expires) VALUES (?, ?, ?)",
        arguments: [app.text, id.text, expiry])
    }
  }
}
