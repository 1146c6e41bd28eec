import Storage
import WireProtocol

// A session is a row from the moment its link is made: `pending` until that is used, then `open`. `hash` is of what
// proves it at the time, so that a link which was used is unknown. It works until `date_ends`.
extension Transaction {
  private static let columns = "id, sid, user_sid, uid, login, date_created, date_used, date_expires"

  /// Adds a session whose link was not used yet. Of its owner's links only so many work.
  func insertSession(
    _ sid: SessionSID, of owner: SessionOwner, uid: Int, login: String?, provedBy code: Sensitive, at now: Timestamp
  ) throws {
    try insert(
      into: "sessions",
      [
        ("sid", sid), ("state", SessionState.pending), ("hash", code.sessionHash), ("user_sid", owner.user),
        ("uid", uid), ("login", login), ("date_created", now), ("date_used", now),
        ("date_expires", now + SessionTimes.link), ("date_ends", now + SessionTimes.link),
      ])
    try keepNewest(SessionTimes.links, .pending, of: owner)
  }

  /// The session that a proof stands for.
  /// - Parameter now: A session from later than that has come from a clock that was wrong, and does not work.
  /// - Returns: `nil` for one that does not work.
  func session(_ state: SessionState, provedBy proof: Sensitive, at now: Timestamp) throws -> ConsoleSession? {
    try row(
      """
      SELECT \(Self.columns) FROM sessions WHERE hash = ?1 AND state = ?2 AND date_created <= ?3 AND date_ends > ?3
      """, proof.sessionHash, state, now
    ).map(ConsoleSession.init(row:))
  }

  /// Begins a session by its link. Of its owner's sessions only so many work.
  func open(_ session: ConsoleSession, provedBy secret: Sensitive, at now: Timestamp) throws {
    try update(
      "sessions",
      set: [
        ("state", SessionState.open), ("hash", secret.sessionHash), ("date_created", now), ("date_used", now),
        ("date_expires", now + SessionTimes.session), ("date_ends", now + SessionTimes.idle),
      ], where: "sid = ?", session.sid)
    try keepNewest(SessionTimes.sessions, .open, of: session.owner)
  }

  func noteUse(of session: SessionSID, at now: Timestamp) throws {
    try run(
      "UPDATE sessions SET date_used = ?1, date_ends = min(date_expires, ?2) WHERE sid = ?3", now,
      now + SessionTimes.idle, session)
  }

  /// - Returns: `nil` where there is none, whether its link was used or not.
  func session(_ sid: SessionSID) throws -> ConsoleSession? {
    try row("SELECT \(Self.columns) FROM sessions WHERE sid = ?", sid).map(ConsoleSession.init(row:))
  }

  /// Those that work, of one user or all.
  func sessions(of user: UserSID?, at now: Timestamp, _ cursor: PageCursor) throws -> Page<ConsoleSession> {
    let open = "state = 'open' AND date_ends > ? AND id > ? ORDER BY id LIMIT ?"
    let rows =
      if let user {
        try self.rows(
          "SELECT \(Self.columns) FROM sessions WHERE user_sid = ? AND \(open)", user, now, cursor.rowID,
          cursor.size + 1)
      } else {
        try self.rows("SELECT \(Self.columns) FROM sessions WHERE \(open)", now, cursor.rowID, cursor.size + 1)
      }
    return try Page(rows: rows, cursor: cursor, item: ConsoleSession.init(row:))
  }

  /// The newest of an owner's, links that were not used yet among them.
  func newestSession(of owner: SessionOwner) throws -> SessionSID? {
    let (condition, value) = owner.condition
    return try row("SELECT max(id) AS id FROM sessions WHERE \(condition)", value).flatMap { row in
      guard let id: Int64 = try row.value("id") else { return nil }
      return try self.row("SELECT sid FROM sessions WHERE id = ?", id)?.value("sid")
    }
  }

  func endSession(_ sid: SessionSID) throws {
    try run("DELETE FROM sessions WHERE sid = ?", sid)
  }

  /// All of an owner's, and its links.
  func endSessions(of owner: SessionOwner) throws {
    try run("DELETE FROM sessions WHERE \(owner.condition.sql)", owner.condition.value)
  }

  func removeSessions(endedBy now: Timestamp) throws {
    try run("DELETE FROM sessions WHERE date_ends <= ?", now)
  }

  private func keepNewest(_ count: Int, _ state: SessionState, of owner: SessionOwner) throws {
    let (condition, value) = owner.condition
    let rows = try rows(
      "SELECT sid FROM sessions WHERE \(condition) AND state = ? ORDER BY id DESC LIMIT -1 OFFSET ?", value, state,
      count)
    for row in rows { try endSession(row.value("sid")) }
  }
}

enum SessionState: String, ColumnValue {
  case pending, open
}

extension ConsoleSession {
  /// - Parameter row: Holds the columns of one.
  fileprivate init(row: Row) throws {
    self.init(
      sid: try row.value("sid"), uid: try row.value("uid"), login: try row.value("login"),
      userSid: try row.value("user_sid"), dateCreated: try row.value("date_created"),
      dateLastUsed: try row.value("date_used"), dateExpires: try row.value("date_expires"))
  }

  var owner: SessionOwner { userSid.map(SessionOwner.user) ?? .operator(uid: uid) }
}
