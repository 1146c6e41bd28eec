import Storage
import WireProtocol

extension Transaction {
  /// Whether the client has a secret, working or not.
  func holdsSecrets(of client: ClientID) throws -> Bool {
    try row("SELECT 1 FROM secrets WHERE client_id = ? LIMIT 1", client) != nil
  }

  /// - Throws: `not_found`.
  func secret(_ sid: SecretSID, of client: ClientID) throws -> StoredSecret {
    guard
      let row = try row("SELECT \(StoredSecret.columns) FROM secrets WHERE sid = ? AND client_id = ?", sid, client)
    else {
      throw ServiceError(
        .notFound, "client \(client) has no secret \(sid); secrets.list shows those it has", path: "secret_sid")
    }
    return try StoredSecret(row: row)
  }

  /// - Parameter end: Only those that work now and end before this moment; `nil`: all.
  func secrets(
    of client: ClientID, expiringBefore end: Timestamp?, _ cursor: PageCursor, at now: Timestamp
  ) throws -> Page<Secret> {
    let rows =
      if let end {
        try rows(
          """
          SELECT \(StoredSecret.columns) FROM secrets
          WHERE \(Self.isActive) AND date_expires < ? AND id < ? ORDER BY id DESC LIMIT ?
          """, client, now, end, cursor.rowID, cursor.size + 1)
      } else {
        try rows(
          "SELECT \(StoredSecret.columns) FROM secrets WHERE client_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
          client, cursor.rowID, cursor.size + 1)
      }
    return try Page(rows: rows, cursor: cursor) { try StoredSecret(row: $0).shown(at: now) }
  }

  /// The secrets of all clients that work now and end before a moment, the next to end first.
  func secrets(expiringBefore end: Timestamp, _ cursor: PageCursor, at now: Timestamp) throws -> Page<Secret> {
    let place = cursor.position.key.split(separator: " ").map(String.init)
    let (last, sid) = place.count == 2 ? (Int(place[0]) ?? 0, place[1]) : (now.secondsSince1970 + 1, "")
    let rows = try rows(
      """
      SELECT \(StoredSecret.columns) FROM secrets
      WHERE \(Self.isInIndexByEnd) AND +date_expires > ?
        AND (date_expires, sid) > (?, ?) AND date_expires < ?
      ORDER BY date_expires, sid LIMIT ?
      """, now, last, sid, end, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor) { row in
      let end: Int64 = try row.value("date_expires")
      return PagePosition(rowID: try row.value("id"), key: "\(end) \(try row.value("sid", as: String.self))")
    } item: {
      try StoredSecret(row: $0).shown(at: now)
    }
  }

  /// How many secrets of all clients work now and end before a moment, counted up to ``Figure/mostExpiringSecrets``.
  func numberOfSecrets(endingBefore end: Timestamp, at now: Timestamp) throws -> Int {
    try row(
      """
      SELECT COUNT(*) AS number FROM (
        SELECT 1 FROM secrets
        WHERE \(Self.isInIndexByEnd) AND date_expires > ? AND date_expires < ? LIMIT ?)
      """, now, end, Figure.mostExpiringSecrets)?.value("number") ?? 0
  }

  /// Notes that a secret was used; a later use that is known stays, unless it is still to come: the clock was ahead.
  func noteUse(of sid: SecretSID, client: ClientID, at moment: Timestamp, _ now: Timestamp) throws {
    try run(
      """
      UPDATE secrets SET date_last_used = max(?1, date_created)
      WHERE sid = ?2 AND client_id = ?3 AND (ifnull(date_last_used, ?1 - 1) < ?1 OR date_last_used > ?4)
      """, moment, sid, client, now)
  }

  /// The secrets that work, newest first.
  func activeSecrets(of client: ClientID, at now: Timestamp) throws -> [StoredSecret] {
    try rows(
      "SELECT \(StoredSecret.columns) FROM secrets WHERE \(Self.isActive) ORDER BY id DESC", client, now
    ).map(StoredSecret.init)
  }

  /// The hashes of the secrets that work, and until when: two at most (R9).
  func activeHashes(of client: ClientID, _ pepper: Pepper, at now: Timestamp) throws -> [(
    sid: SecretSID, hash: [UInt8], dateExpires: Timestamp?, isOfThisPepper: Bool
  )] {
    let own = try knownPepper(pepper.checkValue)
    return try rows(
      "SELECT sid, hash, date_expires, pepper FROM secrets WHERE \(Self.isActive) ORDER BY id DESC LIMIT 2", client, now
    ).map {
      (try $0.value("sid"), try $0.value("hash"), try $0.value("date_expires"), try $0.value("pepper") == own)
    }
  }

  /// What the index of ends has, in its words, so that it is used.
  private static let isInIndexByEnd = "date_revoked IS NULL AND hash <> x'' AND date_expires IS NOT NULL"

  /// Takes a client and a moment.
  private static let isActive = """
    client_id = ? AND date_revoked IS NULL AND hash <> x'' AND (date_expires IS NULL OR date_expires > ?)
    """
}
