import GRDB
import Storage
import WireProtocol

// A deleted user is nobody: only the look-up by SID tells that there was one.
extension Database {
  /// - Throws: `not_found`.
  func user(_ sid: UserSID) throws -> User {
    let statement = try cachedStatement(sql: "SELECT * FROM users WHERE sid = ?")
    guard let row = try Row.fetchOne(statement, arguments: [sid]) else {
      throw ServiceError(.notFound, "no user has the SID \(sid); users.list shows those there are")
    }
    if let date: Timestamp = try row.decode(forColumn: "date_deleted") {
      throw ServiceError(.notFound, "user \(sid) was deleted already, at \(date)")
    }
    return try User(row: row)
  }

  func user(login: String) throws -> User? {
    let statement = try cachedStatement(sql: "SELECT * FROM users WHERE unix_user = ? AND date_deleted IS NULL")
    return try Row.fetchOne(statement, arguments: [login]).map(User.init(row:))
  }

  func user(named name: String) throws -> User? {
    let statement = try cachedStatement(sql: "SELECT * FROM users WHERE friendly_name = ? AND date_deleted IS NULL")
    return try Row.fetchOne(statement, arguments: [name]).map(User.init(row:))
  }

  /// Finds a user by SID or else by Unix login name or else by name.
  func user(known text: String) throws -> User? {
    guard let sid = UserSID(text) else { return try user(login: text) ?? user(named: text) }
    let statement = try cachedStatement(sql: "SELECT * FROM users WHERE sid = ? AND date_deleted IS NULL")
    return try Row.fetchOne(statement, arguments: [sid]).map(User.init(row:))
  }

  func users(_ cursor: PageCursor) throws -> Page<User> {
    let statement = try cachedStatement(
      sql: "SELECT * FROM users WHERE id > ? AND date_deleted IS NULL ORDER BY id LIMIT ?")
    return try Page(
      rows: Row.fetchAll(statement, arguments: [cursor.rowID, cursor.size + 1]), cursor: cursor, item: User.init(row:))
  }

  func insert(_ user: User) throws {
    try cachedStatement(sql: "INSERT INTO users (sid, friendly_name, unix_user, date_created) VALUES (?, ?, ?, ?)")
      .execute(arguments: [user.sid, user.friendlyName, user.unixUser, user.dateCreated])
  }

  /// Marks a user deleted and takes its roles away. Its apps stay (R6).
  func delete(_ user: User, _ now: Timestamp) throws {
    try cachedStatement(sql: "UPDATE users SET date_deleted = ? WHERE sid = ?").execute(arguments: [now, user.sid])
    try cachedStatement(sql: "DELETE FROM roles WHERE user_sid = ?").execute(arguments: [user.sid])
  }
}

extension User {
  init(row: Row) throws {
    self.init(
      sid: try row.decode(forColumn: "sid"), friendlyName: try row.decode(forColumn: "friendly_name"),
      unixUser: try row.decode(forColumn: "unix_user"), dateCreated: try row.decode(forColumn: "date_created"))
  }
}
