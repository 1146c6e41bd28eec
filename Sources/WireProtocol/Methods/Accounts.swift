/// Accounts and subaccounts.
package let accountMethods = Interface(
  AccountsCreate.self, AccountsGet.self, AccountsList.self, AccountsUpdate.self, AccountsSuspend.self,
  AccountsResume.self, AccountsClose.self)

/// Creates an account or, with a parent, a subaccount (R11).
package struct AccountsCreate: Method {
  package typealias Reply = Account
  package static let name = "accounts.create"
  package static let summary = "Creates an account or a subaccount."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("created account \(.account)")
  package static let errors: [KnownErrorCode] = [.notFound, .alreadyExists, .conflict]
  package static let example = Example(AccountsCreate(friendlyName: .init(trusted: "Acme")), .example)

  package let friendlyName: FriendlyName
  package let type: AccountType?
  package let parentSid: AccountSID?

  package static let notes = [
    "friendly_name": "Unique among the accounts that are not closed and have the same parent, or none.",
    "type": "`full` unless said otherwise; restricts nothing (R2).",
    "parent_sid": "Makes a subaccount of this account.",
  ]

  package init(friendlyName: FriendlyName, type: AccountType? = nil, parentSid: AccountSID? = nil) {
    self.friendlyName = friendlyName
    self.type = type
    self.parentSid = parentSid
  }
}

package struct AccountsGet: Method {
  package typealias Reply = Account
  package static let name = "accounts.get"
  package static let summary = "Shows an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound]
  package static let example = Example(AccountsGet(sid: .sample), .example)

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}

package struct AccountsList: Method {
  package typealias Reply = Page<Account>
  package static let name = "accounts.list"
  package static let summary = "Lists the accounts that the caller may see."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(AccountsList(), Page([.example]))

  package let parentSid: AccountSID?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = ["parent_sid": "Only the subaccounts of this account."]

  package init(parentSid: AccountSID? = nil, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.parentSid = parentSid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct AccountsUpdate: Method {
  package typealias Reply = Account
  package static let name = "accounts.update"
  package static let summary = "Changes what is given of an account and leaves the rest."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("changed account \(.account)")
  package static let errors: [KnownErrorCode] = [.notFound, .alreadyExists, .conflict]
  package static let example = Example(AccountsUpdate(sid: .sample, type: .full), .example)

  package let sid: AccountSID
  package let friendlyName: FriendlyName?
  package let type: AccountType?

  package static let notes = [
    "friendly_name": "Unique among the accounts that are not closed and have the same parent, or none.",
    "type": "Restricts nothing (R2).",
  ]

  package init(sid: AccountSID, friendlyName: FriendlyName? = nil, type: AccountType? = nil) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.type = type
  }
}

package struct AccountsSuspend: Method {
  package typealias Reply = Account
  package static let name = "accounts.suspend"
  package static let summary = """
    Suspends an account and so its subaccounts, which go on telling a status of their own: their apps get no tokens, \
    their tokens are inactive (R15). What takes rights away works on (R16).
    """
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("suspended account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound, .conflict]
  package static let example = Example(AccountsSuspend(sid: .sample), .example(.suspended))

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}

package struct AccountsResume: Method {
  package typealias Reply = Account
  package static let name = "accounts.resume"
  package static let summary = "Makes a suspended account active again (R15)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("resumed account \(.account)")
  package static let errors: [KnownErrorCode] = [.notFound, .conflict]
  package static let example = Example(AccountsResume(sid: .sample), .example)

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}

package struct AccountsClose: Method {
  package typealias Reply = Account
  package static let name = "accounts.close"
  package static let summary = "Closes an account for good, and so its subaccounts (R15)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("closed account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound, .conflict]
  package static let example = Example(AccountsClose(sid: .sample), .example(.closed))

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}
