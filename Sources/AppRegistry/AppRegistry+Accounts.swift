import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var accountRoutes: [Route] {
    accountMethods.serve(
      AccountsCreate.served(by: createAccount), AccountsGet.served(by: getAccount),
      AccountsList.served(by: listAccounts), AccountsUpdate.served(by: updateAccount),
      AccountsSuspend.served(by: suspendAccount), AccountsResume.served(by: resumeAccount),
      AccountsClose.served(by: closeAccount))
  }

  /// - Throws: `not_found`, `invalid_params` or `conflict` for the parent, `already_exists`.
  func createAccount(_ request: AccountsCreate, _ call: Call) async throws -> Account {
    let now = clock()
    let account = Account(
      sid: .random(), friendlyName: request.friendlyName, type: request.type ?? .full, status: .active,
      parentSid: request.parentSid, dateCreated: now, dateUpdated: now)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { transaction in
      if let sid = account.parentSid {
        let parent = try transaction.account(sid)
        guard parent.parentSid == nil else { throw ServiceError.subaccountAsParent(sid) }
        try transaction.requireActive(parent)
      }
      try transaction.requireFreeAccountName(account.friendlyName, below: account.parentSid)
    } write: { transaction, _ in
      try transaction.insert(account)
      return account
    }
  }

  /// - Throws: `not_found`, `already_exists`; `conflict` if it or its parent is closed.
  func updateAccount(_ request: AccountsUpdate, _ call: Call) async throws -> Account {
    let now = clock()
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { transaction in
      let account = try transaction.account(request.sid)
      try transaction.requireOpen(account)
      call.note(before: account)
      if let name = request.friendlyName, name != account.friendlyName {
        try transaction.requireFreeAccountName(name, below: account.parentSid)
      }
      return account
    } write: { transaction, account in
      try transaction.update(account, name: request.friendlyName, type: request.type, now)
      return try transaction.account(account.sid)
    }
  }

  func getAccount(_ request: AccountsGet, _ call: Call) async throws -> Account {
    let caller = try await caller(of: call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      return try transaction.account(request.sid, for: principal, to: .see)
    }
  }

  func listAccounts(_ request: AccountsList, _ call: Call) async throws -> Page<Account> {
    let caller = try await caller(of: call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken,
        of: "\(AccountsList.name) \(request.parentSid?.text ?? "")")
      switch principal {
      case .operator:
        if let parent = request.parentSid { _ = try transaction.account(parent) }
        return try transaction.accounts(below: request.parentSid, cursor)
      case .person(let user): return try transaction.accounts(visibleTo: user.sid, below: request.parentSid, cursor)
      case .tokenIssuer: throw ServiceError.readsSingleAppsOnly
      case .holder: throw ServiceError.usesClientsOnly
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
