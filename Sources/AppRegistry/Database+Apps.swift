import GRDB
import Storage
import WireProtocol

extension Database {
  private static let apps = """
    SELECT apps.*, accounts.status AS account_status, parents.status AS parent_status
    FROM apps JOIN accounts ON accounts.sid = apps.account_sid LEFT JOIN accounts AS parents ON parents.sid = accounts.parent_sid
    """

  /// `nil` unless the app is ``AppState/active``.
  func app(_ sid: AppSID) throws -> App? {
    let statement = try cachedStatement(sql: "\(Self.apps) WHERE apps.sid = ? AND apps.state = 'active'")
    return try Row.fetchOne(statement, arguments: [sid]).map(App.init(row:))
  }

  func apps(of account: AccountSID, _ cursor: PageCursor) throws -> Page<App> {
    let statement = try cachedStatement(
      sql: "\(Self.apps) WHERE apps.account_sid = ? AND apps.state = 'active' AND apps.id > ? ORDER BY apps.id LIMIT ?")
    return try Page(
      rows: Row.fetchAll(statement, arguments: [account, cursor.rowID, cursor.size + 1]), cursor: cursor,
      item: App.init(row:))
  }

  /// An app that the caller may use (R3, R11).
  /// - Throws: `role_not_permitted`; `not_found`, telling of a deletion only whom the app was visible to.
  func app(_ sid: AppSID, for principal: Principal) throws -> App {
    guard let app = try app(sid) else { throw try absence(of: sid, for: principal) }
    try principal.require(.useApps, in: account(app.accountSid), self)
    return app
  }

  private func absence(of sid: AppSID, for principal: Principal) throws -> ServiceError {
    let statement = try cachedStatement(
      sql: "SELECT account_sid, date_deleted FROM apps WHERE sid = ? AND date_deleted IS NOT NULL")
    if let row = try Row.fetchOne(statement, arguments: [sid]) {
      let account = try account(row.decode(forColumn: "account_sid"))
      let date: Timestamp = try row.decode(forColumn: "date_deleted")
      if try principal.refusal(of: .useApps, in: account, self) == nil {
        return ServiceError(
          .notFound, "app \(sid) was deleted at \(date); it stays deleted, create another with apps.create")
      }
    }
    return ServiceError(.notFound, "no app has the SID \(sid); apps.list shows an account's apps")
  }

  /// - Throws: `already_exists` if another app of the account has this name.
  func requireFreeAppName(_ name: FriendlyName, in account: AccountSID, except app: AppSID? = nil) throws {
    let statement = try cachedStatement(
      sql: "SELECT sid FROM apps WHERE account_sid = ? AND friendly_name = ? AND state IN ('pending', 'active')")
    guard let other = try AppSID.fetchOne(statement, arguments: [account, name]), other != app else { return }
    throw ServiceError(
      .alreadyExists,
      "account \(account) has an app named \(name.text.quoted) already, \(other); choose another name, or delete that app",
      path: "friendly_name")
  }
}

extension App {
  init(row: Row) throws {
    self.init(
      sid: try row.decode(forColumn: "sid"), accountSid: try row.decode(forColumn: "account_sid"),
      friendlyName: try row.decode(forColumn: "friendly_name"), description: try row.decode(forColumn: "description"),
      status: AppStatus(
        account: try row.decode(forColumn: "account_status"), parent: try row.decode(forColumn: "parent_status")),
      region: try row.decode(forColumn: "region"),
      policy: Policy(
        allow: try row.decode(PermissionList.self, forColumn: "allow").names,
        deny: try row.decode(PermissionList.self, forColumn: "deny").names),
      accessTokenTTL: try row.decode(forColumn: "access_token_ttl"), createdBy: try row.decode(forColumn: "created_by"),
      creatorSid: try row.decode(forColumn: "creator_sid"), dateCreated: try row.decode(forColumn: "date_created"),
      dateUpdated: try row.decode(forColumn: "date_updated"))
  }
}

extension AppStatus {
  /// R15: the worse of the two.
  init(account: AccountStatus, parent: AccountStatus?) {
    let statuses = [account, parent]
    self = statuses.contains(.closed) ? .closed : statuses.contains(.suspended) ? .suspended : .active
  }
}
