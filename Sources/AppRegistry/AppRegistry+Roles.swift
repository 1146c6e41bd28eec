import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var roleRoutes: [Route] {
    roleMethods.serve(
      RolesGrant.served(by: grantRole), RolesRevoke.served(by: revokeRole), RolesList.served(by: listRoles))
  }

  /// - Throws: `role_not_permitted`, `not_found`, `already_exists`; `conflict` unless the account is active.
  func grantRole(_ request: RolesGrant, _ call: Call) async throws -> RoleGrant {
    let caller = try await caller(of: call)
    let now = clock()
    let grant = RoleGrant(
      userSid: request.userSid, accountSid: request.accountSid, role: request.role, dateCreated: now)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(grant.accountSid, for: principal, to: grant.role.managingRight)
      try transaction.requireActive(account)
      let user = try transaction.user(grant.userSid)
      guard try !transaction.roles(of: user.sid, in: account.sid).contains(grant.role) else {
        throw ServiceError(
          .alreadyExists, "\(user.sid) is \(grant.role.title) of \(account.sid) already; nothing is left to do")
      }
    } write: { transaction, _ in
      try transaction.insert(grant)
      return grant
    }
  }

  /// Works on an account of any status (R16).
  func revokeRole(_ request: RolesRevoke, _ call: Call) async throws -> NoContent {
    let caller = try await caller(of: call)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: clock())) { transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: request.role.managingRight)
      guard try transaction.roles(of: request.userSid, in: account.sid).contains(request.role) else {
        throw ServiceError(
          .notFound,
          "\(request.userSid) is not \(request.role.title) of \(account.sid); roles.list shows who holds which role")
      }
    } write: { transaction, _ in
      try transaction.deleteRole(request.role, of: request.userSid, in: request.accountSid)
      return NoContent()
    }
  }

  func listRoles(_ request: RolesList, _ call: Call) async throws -> Page<RoleGrant> {
    let caller = try await caller(of: call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      let account = try transaction.account(request.accountSid, for: principal, to: .manageRoles)
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: "\(RolesList.name) \(account.sid)")
      return try transaction.roles(in: account.sid, cursor)
    }
  }
}

extension Role {
  fileprivate var managingRight: AccountRight { self == .owner ? .manageOwners : .manageRoles }
}
