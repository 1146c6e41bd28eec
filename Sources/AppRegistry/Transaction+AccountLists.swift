import Storage
import WireProtocol

extension Transaction {
  /// All accounts, or all below one.
  func accounts(below parent: AccountSID?, _ cursor: PageCursor) throws -> Page<Account> {
    let rows =
      if let parent {
        try self.rows(
          "SELECT \(Account.columns) FROM accounts WHERE parent_sid = ? AND id > ? ORDER BY id LIMIT ?", parent,
          cursor.rowID, cursor.size + 1)
      } else {
        try self.rows(
          "SELECT \(Account.columns) FROM accounts WHERE id > ? ORDER BY id LIMIT ?", cursor.rowID, cursor.size + 1)
      }
    return try Page(rows: rows, cursor: cursor, item: Account.init(row:))
  }

  /// The accounts that a user may see: those it holds a role in, and those below one it is Owner or Administrator of.
  func accounts(visibleTo user: UserSID, below parent: AccountSID?, _ cursor: PageCursor) throws -> Page<Account> {
    let rows = try rows(
      """
      SELECT \(Account.columns) FROM accounts WHERE id > ?1 AND (?2 IS NULL OR parent_sid = ?2) AND id IN (
        SELECT accounts.id FROM roles JOIN accounts ON accounts.sid = roles.account_sid WHERE roles.user_sid = ?3
        UNION
        SELECT accounts.id FROM roles JOIN accounts ON accounts.parent_sid = roles.account_sid
        WHERE roles.user_sid = ?3 AND roles.role IN ('owner', 'administrator') AND accounts.id > ?1)
      ORDER BY id LIMIT ?4
      """, cursor.rowID, parent, user, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: Account.init(row:))
  }
}
