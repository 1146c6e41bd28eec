/// Accounts, users, roles, apps and the permission catalogue.
package let appRegistryInterface = Interface(
  AccountsCreate.self, AccountsGet.self, AccountsList.self, AccountsSuspend.self, AccountsResume.self,
  AccountsClose.self,
  UsersCreate.self, UsersGet.self, UsersList.self, UsersDelete.self, RolesGrant.self, RolesRevoke.self, RolesList.self,
  AppsCreate.self, AppsGet.self, AppsList.self, AppsUpdate.self, AppsDelete.self, AppsRotateSecret.self,
  AppsListSecrets.self,
  AppsRevokeSecret.self, PermissionsList.self, PermissionsMatch.self
)

/// Creates an account or, with a parent, a subaccount (R11).
package struct AccountsCreate: Method {
  package typealias Reply = Account
  package static let name = "accounts.create"
  package static let summary = "Creates an account or a subaccount."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes
  package static let example = Example(AccountsCreate(friendlyName: .init(trusted: "Acme")), .example)
  package static let notes = [
    "type": "`full` unless said otherwise; restricts nothing (R2).",
    "parent_sid": "Makes a subaccount of this account.",
  ]

  package let friendlyName: FriendlyName
  package let type: AccountType?
  package let parentSid: AccountSID?

  package init(friendlyName: FriendlyName, type: AccountType? = nil, parentSid: AccountSID? = nil) {
    self.friendlyName = friendlyName
    self.type = type
    self.parentSid = parentSid
  }

  private enum CodingKeys: String, CodingKey {
    case friendlyName = "friendly_name"
    case type
    case parentSid = "parent_sid"
  }
}

package struct AccountsGet: Method {
  package typealias Reply = Account
  package static let name = "accounts.get"
  package static let summary = "Shows an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
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
  package static let example = Example(AccountsList(), Page([.example]))
  package static let notes = ["parent_sid": "Only the subaccounts of this account."]

  package let parentSid: AccountSID?
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(parentSid: AccountSID? = nil, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.parentSid = parentSid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case parentSid = "parent_sid"
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct AccountsSuspend: Method {
  package typealias Reply = Account
  package static let name = "accounts.suspend"
  package static let summary = "Suspends an account: its apps get no tokens, its tokens are inactive (R15)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes
  package static let example = Example(AccountsSuspend(sid: .sample), .example)

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
  package static let effect = Effect.changes
  package static let example = Example(AccountsResume(sid: .sample), .example)

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}

package struct AccountsClose: Method {
  package typealias Reply = Account
  package static let name = "accounts.close"
  package static let summary = "Closes an account for good (R15)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes
  package static let example = Example(AccountsClose(sid: .sample), .example)

  package let sid: AccountSID

  package init(sid: AccountSID) {
    self.sid = sid
  }
}

package struct UsersCreate: Method {
  package typealias Reply = User
  package static let name = "users.create"
  package static let summary = "Creates a user."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes
  package static let example = Example(UsersCreate(friendlyName: .init(trusted: "Ada"), unixUser: "ada"), .example)
  package static let notes = ["unix_user": "Login name of 1 to 32 characters; a caller with this name is this user."]

  package let friendlyName: FriendlyName
  package let unixUser: String?

  package init(friendlyName: FriendlyName, unixUser: String? = nil) {
    self.friendlyName = friendlyName
    self.unixUser = unixUser
  }

  private enum CodingKeys: String, CodingKey {
    case friendlyName = "friendly_name"
    case unixUser = "unix_user"
  }
}

package struct UsersGet: Method {
  package typealias Reply = User
  package static let name = "users.get"
  package static let summary = "Shows a user."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(UsersGet(sid: .sample), .example)

  package let sid: UserSID

  package init(sid: UserSID) {
    self.sid = sid
  }
}

package struct UsersList: Method {
  package typealias Reply = Page<User>
  package static let name = "users.list"
  package static let summary = "Lists the users."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(UsersList(), Page([.example]))

  package let pageSize: PageSize?
  package let pageToken: String?

  package init(pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct UsersDelete: Method {
  package typealias Reply = NoContent
  package static let name = "users.delete"
  package static let summary = "Deletes a user and the roles it holds; the apps it created go on (R6)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes
  package static let example = Example(UsersDelete(sid: .sample), NoContent())

  package let sid: UserSID

  package init(sid: UserSID) {
    self.sid = sid
  }
}

package struct RolesGrant: Method {
  package typealias Reply = RoleGrant
  package static let name = "roles.grant"
  package static let summary = "Gives a user a role in an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(RolesGrant(userSid: .sample, accountSid: .sample, role: .developer), .example)

  package let userSid: UserSID
  package let accountSid: AccountSID
  package let role: Role

  package init(userSid: UserSID, accountSid: AccountSID, role: Role) {
    self.userSid = userSid
    self.accountSid = accountSid
    self.role = role
  }

  private enum CodingKeys: String, CodingKey {
    case userSid = "user_sid"
    case accountSid = "account_sid"
    case role
  }
}

package struct RolesRevoke: Method {
  package typealias Reply = NoContent
  package static let name = "roles.revoke"
  package static let summary = "Takes a role away; the apps its holder created go on (R6)."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(
    RolesRevoke(userSid: .sample, accountSid: .sample, role: .developer), NoContent())

  package let userSid: UserSID
  package let accountSid: AccountSID
  package let role: Role

  package init(userSid: UserSID, accountSid: AccountSID, role: Role) {
    self.userSid = userSid
    self.accountSid = accountSid
    self.role = role
  }

  private enum CodingKeys: String, CodingKey {
    case userSid = "user_sid"
    case accountSid = "account_sid"
    case role
  }
}

package struct RolesList: Method {
  package typealias Reply = Page<RoleGrant>
  package static let name = "roles.list"
  package static let summary = "Lists who holds which role in an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let example = Example(RolesList(accountSid: .sample), Page([.example]))

  package let accountSid: AccountSID
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(accountSid: AccountSID, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.accountSid = accountSid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case accountSid = "account_sid"
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct AppsCreate: Method {
  package typealias Reply = CreatedApp
  package static let name = "apps.create"
  package static let summary = "Creates an app and shows its secret, once."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(
    AppsCreate(accountSid: .sample, friendlyName: .init(trusted: "Billing"), policy: .example), .example)
  package static let notes = [
    "policy": "Permissions of the catalogue; `deny` beats `allow` (R12).",
    "region": "Only `us1` is served, and meant without it (R1).",
    "access_token_ttl": "Seconds that its tokens live; \(TokenLifetime.standard.value) unless said otherwise (R4).",
  ]

  package let accountSid: AccountSID
  package let friendlyName: FriendlyName
  package let description: AppDescription?
  package let policy: Policy
  package let region: String?
  package let accessTokenTTL: TokenLifetime?

  package init(
    accountSid: AccountSID, friendlyName: FriendlyName, description: AppDescription? = nil, policy: Policy,
    region: String? = nil,
    accessTokenTTL: TokenLifetime? = nil
  ) {
    self.accountSid = accountSid
    self.friendlyName = friendlyName
    self.description = description
    self.policy = policy
    self.region = region
    self.accessTokenTTL = accessTokenTTL
  }

  private enum CodingKeys: String, CodingKey {
    case accountSid = "account_sid"
    case friendlyName = "friendly_name"
    case description, policy, region
    case accessTokenTTL =
      "access_token_ttl"
  }
}

package struct AppsGet: Method {
  package typealias Reply = App
  package static let name = "apps.get"
  package static let summary = "Shows an app."
  package static let access: Callers = [.operators, .people, .service(.tokenIssuer)]
  package static let effect = Effect.reads
  package static let example = Example(AppsGet(sid: .sample), .example)

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}

package struct AppsList: Method {
  package typealias Reply = Page<App>
  package static let name = "apps.list"
  package static let summary = "Lists an account's apps."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let example = Example(AppsList(accountSid: .sample), Page([.example]))

  package let accountSid: AccountSID
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(accountSid: AccountSID, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.accountSid = accountSid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case accountSid = "account_sid"
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct AppsUpdate: Method {
  package typealias Reply = App
  package static let name = "apps.update"
  package static let summary = "Changes what is given and leaves the rest."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(
    AppsUpdate(sid: .sample, description: .init(trusted: "Sends invoices")), .example)
  package static let notes = [
    "policy": "Replaces the whole policy; what it takes away is denied from the next request on.",
    "access_token_ttl": "Seconds that tokens issued from now on live (R4).",
  ]

  package let sid: AppSID
  package let friendlyName: FriendlyName?
  package let description: AppDescription?
  package let policy: Policy?
  package let accessTokenTTL: TokenLifetime?

  package init(
    sid: AppSID, friendlyName: FriendlyName? = nil, description: AppDescription? = nil, policy: Policy? = nil,
    accessTokenTTL: TokenLifetime? = nil
  ) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.description = description
    self.policy = policy
    self.accessTokenTTL = accessTokenTTL
  }

  private enum CodingKeys: String, CodingKey {
    case sid
    case friendlyName = "friendly_name"
    case description, policy
    case accessTokenTTL = "access_token_ttl"
  }
}

package struct AppsDelete: Method {
  package typealias Reply = NoContent
  package static let name = "apps.delete"
  package static let summary = "Deletes an app for good: its secrets and tokens are invalid at once (R7)."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(AppsDelete(sid: .sample), NoContent())

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}

package struct AppsRotateSecret: Method {
  package typealias Reply = IssuedSecret
  package static let name = "apps.rotate_secret"
  package static let summary =
    "Makes a new secret and shows it, once; the one it replaces works on for its grace period (R8, R9, R10)."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(AppsRotateSecret(sid: .sample), .example)
  package static let notes = [
    "grace_period": """
    Seconds that the old secret works on; \(GracePeriod.standard.value) unless said otherwise, 0 makes it and its tokens invalid at once.
    """
  ]

  package let sid: AppSID
  package let gracePeriod: GracePeriod?

  package init(sid: AppSID, gracePeriod: GracePeriod? = nil) {
    self.sid = sid
    self.gracePeriod = gracePeriod
  }

  private enum CodingKeys: String, CodingKey {
    case sid
    case gracePeriod = "grace_period"
  }
}

package struct AppsListSecrets: Method {
  package typealias Reply = Page<Secret>
  package static let name = "apps.list_secrets"
  package static let summary = "Lists an app's secrets, newest first, without the secrets themselves."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let example = Example(AppsListSecrets(sid: .sample), Page([.example]))

  package let sid: AppSID
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(sid: AppSID, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.sid = sid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case sid
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct AppsRevokeSecret: Method {
  package typealias Reply = Secret
  package static let name = "apps.revoke_secret"
  package static let summary =
    "Revokes a compromised secret: it and the tokens issued with it are invalid at once (R10)."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes
  package static let example = Example(AppsRevokeSecret(sid: .sample, secretSid: .sample), .example)

  package let sid: AppSID
  package let secretSid: SecretSID

  package init(sid: AppSID, secretSid: SecretSID) {
    self.sid = sid
    self.secretSid = secretSid
  }

  private enum CodingKeys: String, CodingKey {
    case sid
    case secretSid = "secret_sid"
  }
}

package struct PermissionsList: Method {
  package typealias Reply = Page<ListedPermission>
  package static let name = "permissions.list"
  package static let summary = "Lists the permissions of the catalogue."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(PermissionsList(product: "messaging"), Page([.example]))
  package static let notes = ["product": "Only those of this product, the second part of a permission's name."]

  package let product: String?
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(product: String? = nil, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.product = product
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  private enum CodingKeys: String, CodingKey {
    case product
    case pageSize = "page_size"
    case pageToken = "page_token"
  }
}

package struct PermissionsMatch: Method {
  package typealias Reply = PermissionMatch
  package static let name = "permissions.match"
  package static let summary = "Tells which permission an API request needs (R12)."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(
    PermissionsMatch(
      method: "GET", host: "api.twilio.com", path: "/2010-04-01/Accounts/\(AccountSID.sample)/Messages.json"), .example)
  package static let notes = [
    "method": "Of HTTP, in capitals.", "host": "Without it every host of the catalogue is tried.",
    "path": "A query string is ignored.",
  ]

  package let method: String
  package let host: String?
  package let path: String

  package init(method: String, host: String? = nil, path: String) {
    self.method = method
    self.host = host
    self.path = path
  }
}
