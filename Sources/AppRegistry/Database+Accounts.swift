import GRDB
import Storage
import WireProtocol

extension Database {
  /// - Throws: `not_found`.
  func account(_ sid: AccountSID) throws -> Account {
    let statement = try cachedStatement(sql: "SELECT * FROM accounts WHERE sid = ?")
    guard let row = try Row.fetchOne(statement, arguments: [sid]) else {
      throw ServiceError(.notFound, "no account has the SID \(sid); accounts.list shows those there are")
    }
    return try Account(row: row)
  }

  func insert(_ account: Account) throws {
    try cachedStatement(
      sql: """
        INSERT INTO accounts (sid, parent_sid, friendly_name, type, status, date_created, date_updated) VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      account.sid, account.parentSid, account.friendlyName, account.type, account.status, account.dateCreated,
      account.dateUpdated,
    ])
  }

  func setStatus(of sid: AccountSID, to status: AccountStatus, _ now: Timestamp) throws {
    try cachedStatement(sql: "UPDATE accounts SET status = ?, date_updated = ? WHERE sid = ?").execute(arguments: [
      status, now, sid,
    ])
  }

  /// - Throws: `already_exists` if the parent, or the root level, has an account of this name that is not closed.
  func requireFreeAccountName(_ name: FriendlyName, below parent: AccountSID?) throws {
    let statement = try cachedStatement(
      sql: "SELECT sid FROM accounts WHERE ifnull(parent_sid, '') = ? AND friendly_name = ? AND status <> 'closed'")
    guard let sid = try AccountSID.fetchOne(statement, arguments: [parent?.text ?? "", name]) else { return }
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
}

extension Account {
  init(row: Row) throws {
    self.init(
      sid: try row.decode(forColumn: "sid"), friendlyName: try row.decode(forColumn: "friendly_name"),
      type: try row.decode(forColumn: "type"), status: try row.decode(forColumn: "status"),
      parentSid: try row.decode(forColumn: "parent_sid"), dateCreated: try row.decode(forColumn: "date_created"),
      dateUpdated: try row.decode(forColumn: "date_updated"))
  }
}
