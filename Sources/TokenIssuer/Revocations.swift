import Coherence
import GRDB
import Storage
import WireProtocol

/// The tokens that were revoked before their time, each kept until it would have expired.
struct Revocations: Sendable {
  private let store: Store
  private let clock: Clock

  init(store: Store, clock: @escaping Clock) {
    self.store = store
    self.clock = clock
  }

  func contains(_ jwtID: String) throws -> Bool {
    try store.read { database in
      try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE jti = ?)"), arguments: [jwtID]) ?? false
    }
  }

  /// Revokes a token, and forgets those that have expired meanwhile.
  func insert(_ jwtID: String, of app: AppSID, until expiry: Timestamp) async throws {
    let now = clock()
    try await store.write(changing: .app(app)) { database in
      try database.execute(sql: "DELETE FROM revoked_tokens WHERE expires <= ?", arguments: [now])
      try database.execute(sql: "INSERT OR IGNORE INTO revoked_tokens (jti, expires) VALUES (?, ?)", arguments: [jwtID, expiry])
    }
  }
}
