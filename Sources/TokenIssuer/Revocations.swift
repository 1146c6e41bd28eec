import RPC
import Storage
import WireProtocol

/// Whether a token was revoked before its time.
///
/// A revocation is forgotten a day after its token has expired by the time of day and, besides, a day after as much
/// time has passed by a clock that only goes forward as the token could have lived (R18): a time of day that is wrong
/// for a while brings no token back, nor does one that is set back later, by a day at the most.
final class Revocations: Source {
  /// Seconds for which a token that has expired may be taken for active again.
  private static let margin = 86_400
  /// Old ones that are forgotten with each new one: more than one, so that they do not pile up, and no more than take a
  /// moment.
  private static let forgottenAtOnce = 1000

  private let store: Store
  private let clock: WallClock
  private let uptime: UptimeClock
  /// The apps of which no token is revoked: nearly all.
  private let appsWithout: KeptAnswers<AppSID, AppSID>

  /// - Parameter changes: The issuer's own, by this instance or another.
  init(store: Store, changes: ChangeWatch, clock: @escaping WallClock, uptime: @escaping UptimeClock) {
    self.store = store
    self.clock = clock
    self.uptime = uptime
    appsWithout = KeptAnswers(changes.version)
  }

  func known(_ token: VerifiedToken) -> Bool? {
    appsWithout.answer(for: token.client, about: { .app($0) }).map { _ in false }
  }

  func ask(_ token: VerifiedToken, within call: Call) async throws -> Bool {
    let client = token.client
    let clean = try await appsWithout.asked(for: client, about: .app(client)) {
      try await store.read { transaction in
        try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? LIMIT 1", client) == nil ? client : nil
      }
    }
    guard clean == nil else { return false }
    return try await store.read { transaction in
      try transaction.row("SELECT 1 FROM revoked_tokens WHERE client_id = ? AND jti = ?", client, token.id) != nil
    }
  }

  /// Revokes a token, and forgets those that can't be active any more.
  func insert(_ token: VerifiedToken, _ call: Call) async throws {
    let now = clock()
    let uptime = uptime()
    // The clock may have been right when the token was issued, or may be now: what is longer counts.
    let life = token.expirationTime - min(token.issuedAt, now.secondsSince1970)
    try await store.change(.client(.app(token.client))) { transaction in
      let elapsed = try transaction.countElapsedTime(at: uptime)
      try transaction.run(
        """
        DELETE FROM revoked_tokens WHERE (client_id, jti) IN (
          SELECT client_id, jti FROM revoked_tokens WHERE forget_after <= ? AND expires <= ? LIMIT ?)
        """, elapsed - Self.margin, now + -Self.margin, Self.forgottenAtOnce)
      let count = try transaction.run(
        "INSERT OR IGNORE INTO revoked_tokens (client_id, jti, expires, forget_after) VALUES (?, ?, ?, ?)",
        token.client, token.id, Timestamp(secondsSince1970: token.expirationTime), elapsed + life)
      if count > 0 { call.note(token.id) } else { call.noteNothingChanged() }
    }
  }
}
