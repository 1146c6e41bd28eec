import Coherence
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  /// - Throws: `role_not_permitted`, `not_found`, `already_exists`; `conflict` unless the account is active.
  func grantRole(_ request: RolesGrant, _ call: Call) async throws -> RoleGrant {
    let grant = RoleGrant(
      userSid: request.userSid, accountSid: request.accountSid, role: request.role, dateCreated: clock())
    try await store.write(changing: .noApp) { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(grant.accountSid)
      try principal.require(grant.role.managingRight, in: account, database)
      try database.requireActive(account)
      let user = try database.user(grant.userSid)
      guard try !database.roles(of: user.sid, in: account.sid).contains(grant.role) else {
        throw ServiceError(
          .alreadyExists, "\(user.sid) is \(grant.role.title) of \(account.sid) already; nothing is left to do")
      }
      try database.insert(grant)
    }
    return grant
  }

  /// Works on an account of any status.
  func revokeRole(_ request: RolesRevoke, _ call: Call) async throws -> NoContent {
    try await store.write(changing: .noApp) { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(request.accountSid)
      try principal.require(request.role.managingRight, in: account, database)
      guard try database.deleteRole(request.role, of: request.userSid, in: account.sid) else {
        throw ServiceError(
          .notFound,
          "\(request.userSid) is not \(request.role.title) of \(account.sid); roles.list shows who holds which role")
      }
    }
    return NoContent()
  }

  func listRoles(_ request: RolesList, _ call: Call) throws -> Page<RoleGrant> {
    let cursor = try PageCursor(size: request.pageSize, token: request.pageToken)
    return try store.read { database in
      let principal = try Principal(of: call, in: database)
      let account = try database.account(request.accountSid)
      try principal.require(.manageRoles, in: account, database)
      return try database.roles(in: account.sid, cursor)
    }
  }
}

extension Role {
  fileprivate var managingRight: AccountRight { self == .owner ? .manageOwners : .manageRoles }
}
