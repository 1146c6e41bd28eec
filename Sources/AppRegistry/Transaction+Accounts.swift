import Storage
import WireProtocol

extension Transaction {
  /// - Throws: `not_found`.
  func account(_ sid: AccountSID) throws -> Account {
    guard let row = try row("SELECT \(Account.columns) FROM accounts WHERE sid = ?", sid) else {
      throw ServiceError.noAccount(sid)
    }
    return try Account(row: row)
  }

  /// An account in which the caller may do something (R3, R11).
  /// - Throws: `role_not_permitted`; `not_found`, the same for an account that the caller may not see as for none.
  func account(_ sid: AccountSID, for principal: Principal, to right: AccountRight) throws -> Account {
    let account = try account(sid)
    try principal.require(right, in: account, unseen: .noAccount(sid), self)
    return account
  }

  /// The account whose apps or API keys a request is about: the one that it names, or a credential's own.
  /// - Throws: As ``account(_:for:to:)``; `invalid_params` where there is neither.
  func account(usedIn sid: AccountSID?, by principal: Principal) throws -> Account {
    if let sid { return try account(sid, for: principal, to: .useApps) }
    guard case .holder(let own, _) = principal else {
      throw ServiceError(.invalidParams, "account_sid: required, but missing", path: "account_sid")
    }
    return try account(own)
  }

  func insert(_ account: Account) throws {
    try insert(
      into: "accounts",
      [
        ("sid", account.sid), ("parent_sid", account.parentSid), ("friendly_name", account.friendlyName),
        ("type", account.type), ("status", account.status), ("date_created", account.dateCreated),
        ("date_updated", account.dateUpdated),
      ])
  }

  /// Changes what is not `nil`.
  func update(_ account: Account, name: FriendlyName?, type: AccountType?, _ now: Timestamp) throws {
    try run(
      "UPDATE accounts SET friendly_name = ?, type = ?, date_updated = ? WHERE sid = ?",
      name ?? account.friendlyName, type ?? account.type, now, account.sid)
  }

  func setStatus(of sid: AccountSID, to status: AccountStatus, _ now: Timestamp) throws {
    try run("UPDATE accounts SET status = ?, date_updated = ? WHERE sid = ?", status, now, sid)
  }

  /// - Throws: `already_exists` if the parent, or the root level, has an account of this name that is not closed.
  func requireFreeAccountName(_ name: FriendlyName, below parent: AccountSID?) throws {
    let other = try row(
      "SELECT sid FROM accounts WHERE ifnull(parent_sid, '') = ? AND friendly_name = ? AND status <> 'closed'",
      parent?.text ?? "", name)
    guard let sid: AccountSID = try other?.value("sid") else { return }
    let place = parent.map { "\($0) has a subaccount" } ?? "there is an account"
    throw ServiceError(
      .alreadyExists, "\(place) named \(name.text.quoted) already, \(sid); choose another name", path: "friendly_name")
  }

  /// - Throws: `conflict`, naming the account to resume, unless both the account and its parent are active.
  func requireActive(_ account: Account) throws {
    if let parent = account.parentSid { try requireActive(self.account(parent)) }
    switch account.status {
    case .active: return
    case .suspended: throw ServiceError.accountSuspended(account.sid)
    case .closed: throw ServiceError.accountClosed(account.sid)
    }
  }

  /// - Throws: `conflict`, naming the account that is closed, if it is this one or its parent.
  func requireOpen(_ account: Account) throws {
    if let parent = account.parentSid { try requireOpen(self.account(parent)) }
    guard account.status != .closed else { throw ServiceError.accountClosed(account.sid) }
  }
}

extension Account {
  static let columns = "id, sid, friendly_name, type, status, parent_sid, date_created, date_updated"

  /// - Parameter row: Holds the ``columns``.
  init(row: Row) throws {
    self.init(
      sid: try row.value("sid"), friendlyName: try row.value("friendly_name"), type: try row.value("type"),
      status: try row.value("status"), parentSid: try row.value("parent_sid"),
      dateCreated: try row.value("date_created"), dateUpdated: try row.value("date_updated"))
  }
}

extension ServiceError {
  fileprivate static func noAccount(_ sid: AccountSID) -> ServiceError {
    ServiceError(.notFound, "no account has the SID \(sid); accounts.list shows those that you may see")
  }
}
