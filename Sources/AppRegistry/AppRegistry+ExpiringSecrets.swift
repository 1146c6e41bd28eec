import RPC
import Storage
import WireProtocol

extension AppRegistry {
  /// Pages of the secret manager's list that one page is made of at the most, where the caller may see little of it.
  private static let questions = 5

  /// The secret manager knows which secrets end, the registry whose they are.
  func listExpiringSecrets(_ request: ClientsListSecrets, _ call: Call) async throws -> Page<Secret> {
    let caller = try await caller(of: call)
    // Not by the moment, which is another for each page of who looks some days ahead.
    let list = "\(ClientsListSecrets.name) \(request.accountSid?.text ?? "")"
    let cursor = try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      if let sid = request.accountSid { _ = try transaction.account(sid, for: principal, to: .useApps) }
      return try transaction.cursor(size: request.pageSize, token: request.pageToken, of: list)
    }
    var token = cursor.position.key.isEmpty ? nil : cursor.position.key
    var secrets: [Secret] = []
    for _ in 0..<Self.questions {
      let page = try await secretManager.call(
        SecretsListExpiring(
          expiresBefore: request.expiresBefore, pageSize: PageSize(cursor.size - secrets.count), pageToken: token),
        within: call)
      secrets += try await store.read { transaction in
        let principal = try Principal(caller, in: transaction)
        return try page.items.filter {
          try transaction.mayUse($0.clientId, of: request.accountSid, principal)
        }
      }
      token = page.nextPageToken
      if token == nil || secrets.count == cursor.size { break }
    }
    // The place in the other list is the place in this one.
    return Page(secrets, nextPageToken: try token.map { try cursor.token(after: PagePosition(rowID: 1, key: $0)) })
  }
}

extension Transaction {
  /// Whether a client is there, of the account if one is given, and may be used.
  fileprivate func mayUse(_ id: ClientID, of account: AccountSID?, _ principal: Principal) throws -> Bool {
    let row = try row("SELECT account_sid FROM \(id.table) WHERE sid = ? AND state = 'active'", id)
    guard let own: AccountSID = try row?.value("account_sid"), account ?? own == own else { return false }
    return try principal.refusal(of: .useApps, in: self.account(own), unseen: .usesClientsOnly, self) == nil
  }
}
