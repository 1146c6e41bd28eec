import Storage
import WireProtocol

extension Transaction {
  func roles(of user: UserSID, in account: AccountSID) throws -> [Role] {
    try rows("SELECT role FROM roles WHERE user_sid = ? AND account_sid = ?", user, account).map {
      try $0.value("role")
    }
  }

  func roles(of user: UserSID, atMost count: Int) throws -> [RoleGrant] {
    try rows("SELECT \(RoleGrant.columns) FROM roles WHERE user_sid = ? ORDER BY id LIMIT ?", user, count).map(
      RoleGrant.init(row:))
  }

  func roles(in account: AccountSID, _ cursor: PageCursor) throws -> Page<RoleGrant> {
    let rows = try rows(
      "SELECT \(RoleGrant.columns) FROM roles WHERE account_sid = ? AND id > ? ORDER BY id LIMIT ?", account,
      cursor.rowID, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: RoleGrant.init(row:))
  }

  func insert(_ grant: RoleGrant) throws {
    try insert(
      into: "roles",
      [
        ("user_sid", grant.userSid), ("account_sid", grant.accountSid), ("role", grant.role),
        ("date_created", grant.dateCreated),
      ])
  }

  func deleteRole(_ role: Role, of user: UserSID, in account: AccountSID) throws {
    try run("DELETE FROM roles WHERE user_sid = ? AND account_sid = ? AND role = ?", user, account, role)
  }
}

extension RoleGrant {
  static let columns = "id, user_sid, account_sid, role, date_created"

  /// - Parameter row: Holds the ``columns``.
  init(row: Row) throws {
    self.init(
      userSid: try row.value("user_sid"), accountSid: try row.value("account_sid"), role: try row.value("role"),
      dateCreated: try row.value("date_created"))
  }
}
