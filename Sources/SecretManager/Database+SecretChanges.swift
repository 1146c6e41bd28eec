import FoundationEssentials
import GRDB
import Storage
import WireProtocol

extension Database {
  func insert(_ secret: NewSecret, at now: Timestamp) throws {
    try cachedStatement(sql: "INSERT INTO secrets (sid, client_id, hash, date_created) VALUES (?, ?, ?, ?)")
      .execute(arguments: [secret.sid, secret.client, secret.hash.bytes, now])
  }

  /// Stores when the secret ends.
  func update(_ secret: StoredSecret) throws {
    try cachedStatement(sql: "UPDATE secrets SET date_expires = ?, date_revoked = ? WHERE id = ?")
      .execute(arguments: [secret.dateExpires, secret.dateRevoked, secret.id])
  }

  /// Deletes the client's secrets that ended longer ago than any token lives (R4): nobody asks about them any more.
  func purgeSecrets(of client: AppSID, at now: Timestamp) throws {
    let end = "min(ifnull(date_expires, date_revoked), ifnull(date_revoked, date_expires))"
    try cachedStatement(sql: "DELETE FROM secrets WHERE client_id = ? AND \(end) < ?")
      .execute(arguments: [client, now + -TokenLifetimeRule.bounds.upperBound])
  }

  func deleteSecrets(of client: AppSID) throws {
    try cachedStatement(sql: "DELETE FROM secrets WHERE client_id = ?").execute(arguments: [client])
  }
}
