import Storage
import WireProtocol

// A session is a row from the moment its link is made: `pending` until that is used, then `open`. `hash` is of what
// proves it at the time, so that a link which was used is unknown.
extension Transaction {
  private static let columns = """
    sessions.id AS id, sessions.sid AS sid, user_sid, uid, login, sessions.date_created AS date_created, date_used, \
    date_expires
    """

  /// Adds a session whose link was not used yet. Of its owner's links only so many work.
  func insertSession(
    _ sid: SessionSID, of owner: SessionOwner, uid: Int, login: String?, provedBy code: Sensitive, at now: Timestamp
  ) throws {
    try removeSessions(endedBy: now)
    try insert(
      into: "sessions",
      [
        ("sid", sid), ("state", SessionState.pending), ("hash", code.sessionHash), ("user_sid", owner.user),
        ("uid", uid), ("login", login), ("date_created", now), ("date_used", now),
        ("date_expires", now + SessionTimes.link),
      ])
    try keepNewest(SessionTimes.links, .pending, of: owner)
  }

  /// The session that a proof stands for.
  /// - Parameter now: A session from later than that has come from a clock that was wrong, and does not work.
  /// - Returns: `nil` for one that does not work.
  func session(_ state: SessionState, provedBy proof: Sensitive, at now: Timestamp) throws -> ConsoleSession? {
    try row(
      """
      SELECT \(Self.columns) FROM sessions
      WHERE hash = ?1 AND state = ?2 AND date_created <= ?3 AND date_used + ?4 > ?3 AND date_expires > ?3
      """, proof.sessionHash, state, now, SessionTimes.idle
    ).map(ConsoleSession.init(row:))
  }

  /// Begins a session by its link. Of its owner's sessions only so many work.
  func open(_ session: ConsoleSession, provedBy secret: Sensitive, at now: Timestamp) throws {
    try update(
      "sessions",
      set: [
        ("state", SessionState.open), ("hash", secret.sessionHash), ("date_created", now), ("date_used", now),
        ("date_expires", now + SessionTimes.session),
      ], where: "sid = ?", session.sid)
    try keepNewest(SessionTimes.sessions, .open, of: session.owner)
  }

  func noteUse(of session: SessionSID, at now: Timestamp) throws {
    try run("UPDATE sessions SET date_used = ? WHERE sid = ?", now, session)
  }

  /// - Returns: `nil` where there is none, whether its link was used or not.
  func session(_ sid: SessionSID) throws -> ConsoleSession? {
    try row("SELECT \(Self.columns) FROM sessions WHERE sid = ?", sid).map(ConsoleSession.init(row:))
  }

  /// Those that work, of one user or all.
  func sessions(of user: UserSID?, at now: Timestamp, _ cursor: PageCursor) throws -> Page<ConsoleSession> {
    let rows = try rows(
      """
      SELECT \(Self.columns) FROM sessions
      WHERE id > ?1 AND (?2 IS NULL OR user_sid = ?2) AND state = 'open' AND date_used + ?4 > ?3 AND date_expires > ?3
      ORDER BY id LIMIT ?5
      """, cursor.rowID, user, now, SessionTimes.idle, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: ConsoleSession.init(row:))
  }

  func endSession(_ sid: SessionSID) throws {
    try run("DELETE FROM sessions WHERE sid = ?", sid)
  }

  /// All of an owner's, and its links.
  func endSessions(of owner: SessionOwner) throws {
    try run("DELETE FROM sessions WHERE \(owner.condition.sql)", owner.condition.value)
  }

  func removeSessions(endedBy now: Timestamp) throws {
    try run(
      "DELETE FROM sessions WHERE date_expires <= ?1 OR date_used + ?2 <= ?1 OR date_created > ?1", now,
      SessionTimes.idle)
  }

  private func keepNewest(_ count: Int, _ state: SessionState, of owner: SessionOwner) throws {
    let (condition, value) = owner.condition
    let rows = try rows(
      "SELECT sid FROM sessions WHERE \(condition) AND state = ? ORDER BY date_created DESC, id DESC LIMIT -1 OFFSET ?",
      value, state, count)
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
