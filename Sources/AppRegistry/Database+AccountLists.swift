import GRDB
import Storage
import WireProtocol

extension Database {
  /// All accounts, or all below one.
  func accounts(below parent: AccountSID?, _ cursor: PageCursor) throws -> Page<Account> {
    let filter = parent == nil ? "id > :after" : "parent_sid = :parent AND id > :after"
    var arguments: StatementArguments = ["after": cursor.rowID, "count": cursor.size + 1]
    if let parent { _ = arguments.append(contentsOf: ["parent": parent]) }
    let statement = try cachedStatement(sql: "SELECT * FROM accounts WHERE \(filter) ORDER BY id LIMIT :count")
    return try Page(rows: Row.fetchAll(statement, arguments: arguments), cursor: cursor, item: Account.init(row:))
  }

  /// The accounts that a user may see: those it holds a role in, and those below one it is Owner or Administrator of.
  func accounts(visibleTo user: UserSID, below parent: AccountSID?, _ cursor: PageCursor) throws -> Page<Account> {
    let statement = try cachedStatement(
      sql: """
        SELECT * FROM accounts WHERE id > :after AND (:parent IS NULL OR parent_sid = :parent) AND id IN (
          SELECT accounts.id FROM roles JOIN accounts ON accounts.sid = roles.account_sid WHERE roles.user_sid = :user
          UNION
          SELECT accounts.id FROM roles JOIN accounts ON accounts.parent_sid = roles.account_sid
          WHERE roles.user_sid = :user AND roles.role IN ('owner', 'administrator') AND accounts.id > :after)
        ORDER BY id LIMIT :count
        """)
    let rows = try Row.fetchAll(
      statement, arguments: ["after": cursor.rowID, "parent": parent, "user": user, "count": cursor.size + 1])
    return try Page(rows: rows, cursor: cursor, item: Account.init(row:))
  }
}
