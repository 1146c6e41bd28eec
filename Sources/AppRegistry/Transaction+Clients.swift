import Storage
import WireProtocol

extension Transaction {
  /// `nil` unless the client is ``ClientState/active``.
  func client<C: RegisteredClient>(_ sid: SID<C.Kind>) throws -> C? {
    try row("\(C.selection) WHERE \(C.table).sid = ? AND \(C.table).state = 'active'", sid).map(C.init(row:))
  }

  /// A client that the caller may use (R3, R11).
  /// - Throws: `role_not_permitted`; `not_found`, the same for a client that the caller may not see as for none, and
  ///   speaking of a deletion only to those who could use the client.
  func client<C: RegisteredClient>(_ sid: SID<C.Kind>, for principal: Principal) throws -> C {
    guard let client: C = try client(sid) else { throw try absence(of: sid.clientID, for: principal) }
    try principal.require(.useApps, in: account(client.accountSid), unseen: .noClient(sid.clientID), self)
    return client
  }

  /// A client that the caller may change as it asks to.
  /// - Parameter changed: What is to become of it, where that is more than its secrets and keys.
  /// - Throws: `role_not_permitted`, `not_found`; `access_denied` to a credential without the rights that it would hand
  ///   on; `conflict` unless its account is active or the change only takes away (R16).
  func client<Change: ClientChange>(
    for change: Change, by caller: Caller,
    changed: (Change.Registered) throws -> Change.Registered = { $0 }
  ) throws -> Change.Registered {
    let principal = try Principal(caller, having: Change.permission, in: self)
    let client: Change.Registered = try client(change.sid, for: principal)
    if !change.onlyTakesAway(from: client) { try requireActive(account(client.accountSid)) }
    let result = try changed(client)
    if change.handsOnRights(of: client) {
      for each in [client, result] { try principal.requireRights(of: each) }
    }
    return result
  }

  private func absence(of id: ClientID, for principal: Principal) throws -> ServiceError {
    let table = id.table
    let tombstone = try row(
      "SELECT account_sid, date_deleted FROM \(table) WHERE sid = ? AND date_deleted IS NOT NULL", id)
    if let tombstone {
      let account = try account(tombstone.value("account_sid"))
      let date: Timestamp = try tombstone.value("date_deleted")
      if try principal.refusal(of: .useApps, in: account, unseen: .noClient(id), self) == nil {
        return ServiceError(
          .notFound,
          "\(table.noun) \(id) was deleted at \(date); it stays deleted, create another with \(table).create")
      }
    }
    return .noClient(id)
  }

  /// - Throws: `already_exists` if another client of this kind has the name in the account, or is about to.
  func requireFreeName(of client: some RegisteredClient) throws {
    let namesake = try row(
      """
      SELECT sid, state FROM \(client.table)
      WHERE account_sid = ? AND friendly_name = ? AND state IN ('pending', 'active')
      """, client.accountSid, client.friendlyName)
    guard let namesake else { return }
    let (other, state): (ClientID, ClientState) = (try namesake.value("sid"), try namesake.value("state"))
    guard other != client.sid.clientID else { return }
    let (account, noun, name) = (client.accountSid, client.table.noun, client.friendlyName.text.quoted)
    // Nobody can see a pending one.
    throw ServiceError(
      .alreadyExists,
      state == .pending
        ? "an \(noun) named \(name) is being created in account \(account), or its creation was cut short; try again "
          + "in a minute, or choose another name"
        : "account \(account) has an \(noun) named \(name) already, \(other); choose another name, or delete that "
          + "\(noun)",
      path: "friendly_name")
  }
}

extension RegisteredClient {
  var table: ClientTable { Self.table }
}

extension ServiceError {
  fileprivate static func noClient(_ id: ClientID) -> ServiceError {
    let table = id.table
    return ServiceError(
      .notFound, "no \(table.noun) has the SID \(id); \(table).list shows an account's \(table.noun)s")
  }
}
