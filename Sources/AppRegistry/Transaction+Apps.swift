import Storage
import WireProtocol

extension Transaction {
  /// `nil` unless the app is ``AppState/active``.
  func app(_ sid: AppSID) throws -> App? {
    try row("\(App.selection) WHERE apps.sid = ? AND apps.state = 'active'", sid).map(App.init(row:))
  }

  func apps(of account: AccountSID, _ cursor: PageCursor) throws -> Page<App> {
    let rows = try rows(
      "\(App.selection) WHERE apps.account_sid = ? AND apps.state = 'active' AND apps.id > ? ORDER BY apps.id LIMIT ?",
      account, cursor.rowID, cursor.size + 1)
    return try Page(rows: rows, cursor: cursor, item: App.init(row:))
  }

  /// An app that the caller may use (R3, R11).
  /// - Throws: `role_not_permitted`; `not_found`, the same for an app that the caller may not see as for none, and
  ///   speaking of a deletion only to those who could use the app.
  func app(_ sid: AppSID, for principal: Principal) throws -> App {
    guard let app = try app(sid) else { throw try absence(of: sid, for: principal) }
    try principal.require(.useApps, in: account(app.accountSid), unseen: .noApp(sid), self)
    return app
  }

  /// An app that the caller may change as it asks to.
  /// - Throws: `role_not_permitted`, `not_found`; `conflict` unless its account is active or the change only takes
  ///   away (R16).
  func app(for change: some AppChange, by caller: Caller) throws -> App {
    let app = try app(change.sid, for: Principal(caller, in: self))
    if !change.onlyTakesAway(from: app) { try requireActive(account(app.accountSid)) }
    return app
  }

  private func absence(of sid: AppSID, for principal: Principal) throws -> ServiceError {
    let tombstone = try row(
      "SELECT account_sid, date_deleted FROM apps WHERE sid = ? AND date_deleted IS NOT NULL", sid)
    if let tombstone {
      let account = try account(tombstone.value("account_sid"))
      let date: Timestamp = try tombstone.value("date_deleted")
      if try principal.refusal(of: .useApps, in: account, unseen: .noApp(sid), self) == nil {
        return ServiceError(
          .notFound, "app \(sid) was deleted at \(date); it stays deleted, create another with apps.create")
      }
    }
    return .noApp(sid)
  }

  /// - Throws: `already_exists` if another app of the account has this name.
  func requireFreeAppName(_ name: FriendlyName, in account: AccountSID, except app: AppSID? = nil) throws {
    let namesake = try row(
      "SELECT sid FROM apps WHERE account_sid = ? AND friendly_name = ? AND state IN ('pending', 'active')", account,
      name)
    guard let other: AppSID = try namesake?.value("sid"), other != app else { return }
    throw ServiceError(
      .alreadyExists,
      "account \(account) has an app named \(name.text.quoted) already, \(other); "
        + "choose another name, or delete that app",
      path: "friendly_name")
  }
}

extension ServiceError {
  fileprivate static func noApp(_ sid: AppSID) -> ServiceError {
    ServiceError(.notFound, "no app has the SID \(sid); apps.list shows an account's apps")
  }
}
