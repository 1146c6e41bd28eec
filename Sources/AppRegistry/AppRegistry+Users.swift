import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var userRoutes: [Route] {
    userMethods.serve(
      UsersCreate.served(by: createUser), UsersGet.served(by: getUser), UsersList.served(by: listUsers),
      UsersUpdate.served(by: updateUser), UsersDelete.served(by: deleteUser), UsersWhoami.served(by: identify))
  }

  /// - Throws: `invalid_params` for a name that could be taken for a SID or a malformed login name; `already_exists`.
  func createUser(_ request: UsersCreate, _ call: Call) async throws -> User {
    try requireUserName(request.friendlyName)
    try requireLoginName(request.unixUser)
    let now = clock()
    let user = User(
      sid: .random(), friendlyName: request.friendlyName, unixUser: request.unixUser, dateCreated: now)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { transaction in
      try transaction.requireUnknown(user.friendlyName.text, path: "friendly_name")
      if let login = user.unixUser { try transaction.requireUnknown(login, path: "unix_user") }
    } write: { transaction, _ in
      try transaction.insert(user)
      return user
    }
  }

  func getUser(_ request: UsersGet, _ call: Call) async throws -> User {
    try await store.read { try $0.user(request.sid) }
  }

  func listUsers(_ request: UsersList, _ call: Call) async throws -> Page<User> {
    try await store.read { transaction in
      try transaction.users(
        transaction.cursor(size: request.pageSize, token: request.pageToken, of: UsersList.name))
    }
  }

  /// - Throws: As ``createUser(_:_:)``; `not_found`.
  func updateUser(_ request: UsersUpdate, _ call: Call) async throws -> User {
    if let name = request.friendlyName { try requireUserName(name) }
    let login = request.unixUser.map { $0.isEmpty ? nil : $0 }
    try requireLoginName(login ?? nil)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: clock())) { transaction in
      let user = try transaction.user(request.sid)
      call.note(before: user)
      let changed = User(
        sid: user.sid, friendlyName: request.friendlyName ?? user.friendlyName, unixUser: login ?? user.unixUser,
        dateCreated: user.dateCreated)
      try transaction.requireUnknown(changed.friendlyName.text, path: "friendly_name", but: user.sid)
      if let login = changed.unixUser { try transaction.requireUnknown(login, path: "unix_user", but: user.sid) }
      return (user, changed)
    } write: { transaction, change in
      let (user, changed) = change
      try transaction.update(changed, from: user)
      return changed
    }
  }

  func identify(_ request: UsersWhoami, _ call: Call) async throws -> Identification {
    let caller = try await caller(of: call)
    return try await store.read { transaction in
      switch try Principal(caller, in: transaction) {
      case .operator: return Identification(isOperator: true)
      case .person(let user):
        return Identification(isOperator: false, user: user, roles: try transaction.roles(of: user.sid, atMost: 1000))
      case .tokenIssuer: throw ServiceError.readsSingleAppsOnly
      case .holder: throw ServiceError.usesClientsOnly
      }
    }
  }

  func deleteUser(_ request: UsersDelete, _ call: Call) async throws -> NoContent {
    let now = clock()
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { transaction in
      let user = try transaction.user(request.sid)
      call.note(before: user)
      return user
    } write: { transaction, user in
      try transaction.delete(user, now)
      return NoContent()
    }
  }

  /// `acting_user` takes a SID or a name, so no name may read as a SID.
  private func requireUserName(_ name: FriendlyName) throws {
    guard UserSID("US" + name.text.dropFirst(2)) != nil else { return }
    throw ServiceError(
      .invalidParams, "friendly_name: \(name.text.quoted) could be taken for a SID; choose another name",
      path: "friendly_name")
  }

  private func requireLoginName(_ login: String?) throws {
    guard let login, !login.isLoginName else { return }
    throw ServiceError(
      .invalidParams,
      "unix_user: \(login.quoted) is no login name; 1 to 32 of letters, digits, '.', '_' and '-' are, "
        + "the first a letter or '_'",
      path: "unix_user")
  }
}
