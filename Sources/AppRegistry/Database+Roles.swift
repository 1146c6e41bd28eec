import GRDB
import Storage
import WireProtocol

extension Database {
  func roles(of user: UserSID, in account: AccountSID) throws -> [Role] {
    let statement = try cachedStatement(sql: "SELECT role FROM roles WHERE user_sid = ? AND account_sid = ?")
    return try Role.fetchAll(statement, arguments: [user, account])
  }

  func roles(in account: AccountSID, _ cursor: PageCursor) throws -> Page<RoleGrant> {
    let statement = try cachedStatement(sql: "SELECT * FROM roles WHERE account_sid = ? AND id > ? ORDER BY id LIMIT ?")
    return try Page(
      rows: Row.fetchAll(statement, arguments: [account, cursor.rowID, cursor.size + 1]), cursor: cursor,
      item: RoleGrant.init(row:))
  }

  func insert(_ grant: RoleGrant) throws {
    try cachedStatement(sql: "INSERT INTO roles (user_sid, account_sid, role, date_created) VALUES (?, ?, ?, ?)")
      .execute(arguments: [grant.userSid, grant.accountSid, grant.role, grant.dateCreated])
  }

  /// Whether it was held.
  func deleteRole(_ role: Role, of user: UserSID, in account: AccountSID) throws -> Bool {
    try cachedStatement(sql: "DELETE FROM roles WHERE user_sid = ? AND account_sid = ? AND role = ?")
      .execute(arguments: [user, account, role])
    return changesCount > 0
  }
}

extension RoleGrant {
  init(row: Row) throws {
    self.init(
      userSid: try row.decode(forColumn: "user_sid"), accountSid: try row.decode(forColumn: "account_sid"),
      role: try row.decode(forColumn: "role"), dateCreated: try row.decode(forColumn: "date_created"))
  }
}
