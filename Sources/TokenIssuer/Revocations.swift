import RPC
import Storage
import WireProtocol

/// Whether a token was revoked before its time. A revocation is stored until the token would have expired.
final class Revocations: Source {
  private let store: Store
  private let clock: WallClock
  /// The apps of which no token is revoked: nearly all.
  private let appsWithout: KeptAnswers<AppSID, AppSID>

  /// - Parameter changes: The issuer's own, by this instance or another.
  init(store: Store, changes: ChangeWatch, clock: @escaping WallClock) {
    self.store = store
    self.clock = clock
    appsWithout = KeptAnswers(changes.version)
  }

  func known(_ token: VerifiedToken) -> Bool? {
    appsWithout.answer(for: token.client, about: { $0 }).map { _ in false }
  }

  func ask(_ token: VerifiedToken, within call: Call) async throws -> Bool {
    let client = token.client
    let clean = try await appsWithout.asked(for: client, about: client) {
      try await store.read { transaction in
        try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? LIMIT 1", client) == nil ? client : nil
      }
    }
    guard clean == nil else { return false }
    return try await store.read { transaction in
      try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? AND jti = ?", client, token.id) != nil
    }
  }

  /// Revokes a token, and forgets those that have expired meanwhile.
  /// - Returns: Whether it was not revoked already.
  func insert(_ token: VerifiedToken) async throws -> Bool {
    let now = clock()
    return try await store.change(.app(token.client)) { transaction in
      try transaction.run("DELETE FROM revoked_tokens WHERE expires <= ?", now)
      return try transaction.run(
        "INSERT OR IGNORE INTO revoked_tokens (client_id, jti, expires) VALUES (?, ?, ?)", token.client,
        token.id, Timestamp(secondsSince1970: token.expirationTime)) > 0
    }
  }
}
