import FoundationEssentials
import GRDB
import Storage
import WireProtocol

extension Database {
  /// Whether the client has a secret, working or not.
  func holdsSecrets(of client: AppSID) throws -> Bool {
    try Row.fetchOne(cachedStatement(sql: "SELECT 1 FROM secrets WHERE client_id = ?"), arguments: [client]) != nil
  }

  /// - Throws: `not_found`.
  func secret(_ sid: SecretSID, of client: AppSID) throws -> StoredSecret {
    let statement = try cachedStatement(sql: "SELECT * FROM secrets WHERE sid = ? AND client_id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [sid, client]) else {
      throw ServiceError(
        .notFound, "client \(client) has no secret \(sid); secrets.list shows those it has", path: "secret_sid")
    }
    return try StoredSecret(row: row)
  }

  func secrets(of client: AppSID, _ cursor: PageCursor, at now: Timestamp) throws -> Page<Secret> {
    let statement = try cachedStatement(
      sql: "SELECT * FROM secrets WHERE client_id = ? AND id < ? ORDER BY id DESC LIMIT ?")
    let rows = try Row.fetchAll(statement, arguments: [client, cursor.rowID, cursor.size + 1])
    return try Page(rows: rows, cursor: cursor) { try StoredSecret(row: $0).told(at: now) }
  }

  /// The secrets that work, newest first.
  func activeSecrets(of client: AppSID, at now: Timestamp) throws -> [StoredSecret] {
    let statement = try cachedStatement(sql: "SELECT * FROM secrets WHERE \(Self.isActive) ORDER BY id DESC")
    return try Row.fetchAll(statement, arguments: [client, now]).map(StoredSecret.init)
  }

  /// The hashes of the secrets that work, and until when: two at most (R9).
  func activeHashes(of client: AppSID, at now: Timestamp) throws -> [(
    sid: SecretSID, hash: Data, dateExpires: Timestamp?
  )] {
    let statement = try cachedStatement(
      sql: "SELECT sid, hash, date_expires FROM secrets WHERE \(Self.isActive) ORDER BY id DESC LIMIT 2")
    return try Row.fetchAll(statement, arguments: [client, now])
      .map {
        (try $0.decode(forColumn: "sid"), try $0.decode(forColumn: "hash"), try $0.decode(forColumn: "date_expires"))
      }
  }

  /// Takes a client and a moment.
  private static let isActive = "client_id = ? AND date_revoked IS NULL AND (date_expires IS NULL OR date_expires > ?)"
}
