import Storage
import WireProtocol

// A deleted user is nobody: only the look-up by SID tells that there was one.
extension Transaction {
  /// - Throws: `not_found`.
  func user(_ sid: UserSID) throws -> User {
    guard let row = try row("SELECT \(User.columns) FROM users WHERE sid = ?", sid) else {
      throw ServiceError(.notFound, "no user has the SID \(sid); an operator sees in users.list those there are")
    }
    if let date: Timestamp = try row.value("date_deleted") {
      throw ServiceError(.notFound, "user \(sid) was deleted already, at \(date)")
    }
    return try User(row: row)
  }

  func user(login: String) throws -> User? {
    try livingUser(where: "unix_user = ?", login)
  }

  /// Finds a user by SID, by Unix login name or by name.
  /// - Throws: `access_denied` for a word that stands for two users, which an earlier release let happen.
  func user(known text: String) throws -> User? {
    if let sid = UserSID(text) { return try livingUser(where: "sid = ?", sid) }
    let users = [try user(login: text), try user(named: text)].compactMap(\.self)
    guard Set(users.map(\.sid)).count < 2 else {
      throw ServiceError(
        .accessDenied,
        "\(text.quoted) is the login name of \(users[0].sid) and the name of \(users[1].sid); give the SID",
        path: "meta.acting_user")
    }
    return users.first
  }

  /// What somebody known by a word may be written down as: a user by its SID, an operator by the word itself.
  /// - Throws: As ``user(known:)``.
  func recordings(of word: String) throws -> [String] {
    let user = try user(known: word)?.sid.text
    return [user, user == word ? nil : word].compactMap(\.self)
  }

  /// - Parameter name: As it is stored, or in another of its spellings.
  private func user(named name: String) throws -> User? {
    if let user = try livingUser(where: "friendly_name = ?", name) { return user }
    guard let name = try? FriendlyName(name) else { return nil }
    return try livingUser(where: "friendly_name = ?", name)
  }

  /// One word never stands for two users, be it the name of one and the login name of the other.
  /// - Parameters:
  ///   - path: The member of the request that the word is from.
  ///   - owner: Who may be known by it.
  /// - Throws: `already_exists`.
  func requireUnknown(_ word: String, path: String, but owner: UserSID? = nil) throws {
    let bearers = [try user(login: word), try user(named: word)].compactMap(\.self)
    guard let other = bearers.first(where: { $0.sid != owner }) else { return }
    throw ServiceError(
      .alreadyExists, "user \(other.sid) is known as \(word.quoted) already, by name or by login name; choose another",
      path: path)
  }

  private func livingUser(where condition: String, _ value: any ColumnValue) throws -> User? {
    try row("SELECT \(User.columns) FROM users WHERE \(condition) AND date_deleted IS NULL", value).map(User.init(row:))
  }

  func users(_ cursor: PageCursor) throws -> Page<User> {
    let rows = try rows(
      "SELECT \(User.columns) FROM users WHERE id > ? AND date_deleted IS NULL ORDER BY id LIMIT ?", cursor.rowID,
      cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: User.init(row:))
  }

  func insert(_ user: User) throws {
    try insert(
      into: "users",
      [
        ("sid", user.sid), ("friendly_name", user.friendlyName), ("unix_user", user.unixUser),
        ("date_created", user.dateCreated),
      ])
  }

  /// - Parameter former: As it was. Who signed in by another login name is not this user any more.
  func update(_ user: User, from former: User) throws {
    if user.unixUser != former.unixUser { try endSessions(of: .user(user.sid)) }
    try run(
      "UPDATE users SET friendly_name = ?, unix_user = ? WHERE sid = ?", user.friendlyName, user.unixUser, user.sid)
  }

  /// Marks a user deleted, takes its roles away and ends its sessions. Its apps stay (R6).
  func delete(_ user: User, _ now: Timestamp) throws {
    try run("UPDATE users SET date_deleted = ? WHERE sid = ?", now, user.sid)
    try run("DELETE FROM roles WHERE user_sid = ?", user.sid)
    try endSessions(of: .user(user.sid))
  }
}

extension User {
  static let columns = "id, sid, friendly_name, unix_user, date_created, date_deleted"

  /// - Parameter row: Holds the ``columns``.
  init(row: Row) throws {
    self.init(
      sid: try row.value("sid"), friendlyName: try row.value("friendly_name"), unixUser: try row.value("unix_user"),
      dateCreated: try row.value("date_created"))
  }
}
