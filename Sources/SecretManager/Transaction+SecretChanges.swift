import Storage
import WireProtocol

extension Transaction {
  func insert(_ secret: NewSecret, at now: Timestamp) throws {
    let pepper = try notedPepper(secret.pepper)
    try insert(
      into: "secrets",
      [
        ("sid", secret.sid), ("client_id", secret.client), ("hash", secret.hash.bytes), ("pepper", pepper),
        ("date_created", now), ("date_expires", secret.dateExpires),
      ])
  }

  /// Stores when the secret ends.
  func update(_ secret: StoredSecret) throws {
    try update(
      "secrets", set: [("date_expires", secret.dateExpires), ("date_revoked", secret.dateRevoked)], where: "id = ?",
      secret.id)
  }

  /// Revokes the client's secrets, but for those that are revoked already.
  func revokeSecrets(of client: ClientID, at now: Timestamp) throws {
    try run("UPDATE secrets SET date_revoked = ? WHERE client_id = ? AND date_revoked IS NULL", now, client)
  }

  /// Makes sure that no clock, whatever it is set to, has another secret of the client work again (R9, R18).
  func eraseHashes(of client: ClientID, except newest: StoredSecret?) throws {
    try run("UPDATE secrets SET hash = x'' WHERE client_id = ? AND id <> ? AND hash <> x''", client, newest?.id ?? 0)
  }

  /// Deletes the client's secrets that ended longer ago than any token lives (R4): nobody asks about them any more.
  func purgeSecrets(of client: ClientID, at now: Timestamp) throws {
    let end = "min(ifnull(date_expires, date_revoked), ifnull(date_revoked, date_expires))"
    try run(
      "DELETE FROM secrets WHERE client_id = ? AND \(end) < ?", client, now + -TokenLifetimeRule.bounds.upperBound)
  }

  func deleteSecrets(of client: ClientID) throws {
    try run("DELETE FROM secrets WHERE client_id = ?", client)
  }
}
