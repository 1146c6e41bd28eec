import Coherence
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  /// - Throws: `not_found`, `invalid_params` or `conflict` for the parent, `already_exists`.
  func createAccount(_ request: AccountsCreate, _ call: Call) async throws -> Account {
    let now = clock()
    let account = Account(
      sid: .random(), friendlyName: request.friendlyName, type: request.type ?? .full, status: .active,
      parentSid: request.parentSid, dateCreated: now, dateUpdated: now)
    try await store.write(changing: .noApp) { database in
      if let sid = account.parentSid {
        let parent = try database.account(sid)
        guard parent.parentSid == nil else { throw ServiceError.subaccountAsParent(sid) }
        try database.requireActive(parent)
      }
      try database.requireFreeAccountName(account.friendlyName, below: account.parentSid)
      try database.insert(account)
    }
    return account
  }

  func getAccount(_ request: AccountsGet, _ call: Call) throws -> Account {
    try store.read { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(request.sid)
      try principal.require(.see, in: account, database)
      return account
    }
  }

  func listAccounts(_ request: AccountsList, _ call: Call) throws -> Page<Account> {
    let cursor = try PageCursor(size: request.pageSize, token: request.pageToken)
    return try store.read { database in
      let principal = try Principal(of: call, in: database)
      if let parent = request.parentSid { _ = try database.account(parent) }
      switch principal {
      case .operator: return try database.accounts(below: request.parentSid, cursor)
      case .person(let user): return try database.accounts(visibleTo: user.sid, below: request.parentSid, cursor)
      case .service: throw ServiceError.readsSingleAppsOnly
      }
    }
  }
}

extension ServiceError {
  /// R11.
  fileprivate static func subaccountAsParent(_ sid: AccountSID) -> ServiceError {
    ServiceError(
      .invalidParams,
      "\(sid) is a subaccount, and a subaccount cannot contain subaccounts; name an account without parent",
      path: "parent_sid")
  }
}
