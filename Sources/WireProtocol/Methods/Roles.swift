/// Who holds which role in an account.
package let roleMethods = Interface(
  RolesGrant.self, RolesRevoke.self, RolesList.self)

package struct RolesGrant: Method {
  package typealias Reply = RoleGrant
  package static let name = "roles.grant"
  package static let summary = "Gives a user a role in an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes("gave user \(.user) the role \(.role) in account \(.account)")
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound, .alreadyExists, .conflict]
  package static let example = Example(RolesGrant(userSid: .sample, accountSid: .sample, role: .developer), .example)

  package let userSid: UserSID
  package let accountSid: AccountSID
  package let role: Role

  package init(userSid: UserSID, accountSid: AccountSID, role: Role) {
    self.userSid = userSid
    self.accountSid = accountSid
    self.role = role
  }
}

package struct RolesRevoke: Method {
  package typealias Reply = NoContent
  package static let name = "roles.revoke"
  package static let summary = "Takes a role away; the apps its holder created go on (R6)."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes("took the role \(.role) in account \(.account) from user \(.user)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound]
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
}

package struct RolesList: Method {
  package typealias Reply = Page<RoleGrant>
  package static let name = "roles.list"
  package static let summary = "Lists who holds which role in an account."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound]
  package static let example = Example(RolesList(accountSid: .sample), Page([.example]))

  package let accountSid: AccountSID
  package let pageSize: PageSize?
  package let pageToken: String?

  package init(accountSid: AccountSID, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.accountSid = accountSid
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}
