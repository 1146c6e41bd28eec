import Storage
import WireProtocol

extension Principal {
  /// - Parameter unseen: The error for something that does not exist.
  /// - Throws: `role_not_permitted` with the roles that would do; `unseen` to a person who may not even see the
  ///   account, and to a credential of another; `access_denied` to the token issuer, and to a credential for what none
  ///   is good for.
  func require(
    _ right: AccountRight, in account: @autoclosure () throws -> Account, unseen: @autoclosure () -> ServiceError,
    _ transaction: Transaction
  ) throws {
    if let refusal = try refusal(of: right, in: account(), unseen: unseen(), transaction) { throw refusal }
  }

  /// Why it may not; `nil` if it may.
  /// - Parameter account: Looked up only where it matters: an operator may do everything.
  func refusal(
    of right: AccountRight, in account: @autoclosure () throws -> Account, unseen: @autoclosure () -> ServiceError,
    _ transaction: Transaction
  ) throws -> ServiceError? {
    switch self {
    case .operator: return nil
    case .tokenIssuer: return .readsSingleAppsOnly
    case .holder(let own, _):
      guard case .useApps = right else { return .usesClientsOnly }
      return try account().sid == own ? nil : unseen()
    case .person(let user):
      let account = try account()
      let held = try transaction.roles(of: user.sid, in: account.sid)
      let inParent = try account.parentSid.map { try transaction.roles(of: user.sid, in: $0) } ?? []
      if right.isGiven(by: held, inParent: inParent) { return nil }
      guard AccountRight.see.isGiven(by: held, inParent: inParent) else { return unseen() }
      return .roleNotPermitted(user, holding: held, to: right, in: account)
    }
  }
}

extension Principal {
  /// A credential hands on, and takes over, no more than it may do itself: otherwise whoever may make a key, or change
  /// one, could do everything.
  /// - Throws: `access_denied`, naming a permission of the client that the credential lacks; the credential has the one
  ///   that the request takes, so it is no `error.data.permission`.
  func requireRights(of client: some RegisteredClient) throws(ServiceError) {
    guard case .holder(_, let rights?) = self else { return }
    guard let policy = client.rights else { throw ServiceError.mainKeysOnly }
    if let permission = policy.excess(over: rights) { throw ServiceError.lacking(permission, of: client.table.noun) }
  }
}

extension ServiceError {
  fileprivate static let mainKeysOnly = ServiceError(
    .accessDenied,
    "a main key may do everything, so it takes a main key to make or change one; make a restricted key, or show a main "
      + "key")

  fileprivate static func lacking(_ permission: String, of noun: String) -> ServiceError {
    ServiceError(
      .accessDenied,
      "the \(noun) would have \(permission), which the credential lacks; it hands on and takes over no more than it "
        + "may do itself: narrow the policy, or show a credential that may, such as a main key")
  }

  fileprivate static func roleNotPermitted(
    _ user: User, holding held: [Role], to right: AccountRight, in account: Account
  ) -> ServiceError {
    let titles = held.isEmpty ? "no role" : held.map(\.title).joined(separator: ", ")
    var wanted = "\(right.roles.map(\.title).alternatives) there"
    if account.parentSid != nil {
      wanted += ", or \(right.rolesInParent.map(\.title).alternatives) in its parent account"
    }
    return ServiceError(
      .roleNotPermitted,
      "\(user.friendlyName) holds \(titles) in \(account.sid); to \(right.purpose) it takes \(wanted); "
        + "roles.grant gives a role"
    )
  }
}
