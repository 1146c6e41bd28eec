import Storage
import WireProtocol

extension Principal {
  /// - Throws: `role_not_permitted` with the roles that would do; `access_denied` to a daemon.
  func require(_ right: AccountRight, in account: @autoclosure () throws -> Account, _ transaction: Transaction) throws
  {
    if let refusal = try refusal(of: right, in: account(), transaction) { throw refusal }
  }

  /// Why it may not; `nil` if it may.
  /// - Parameter account: Looked up only where it matters: an operator may do everything.
  func refusal(
    of right: AccountRight, in account: @autoclosure () throws -> Account, _ transaction: Transaction
  ) throws -> ServiceError? {
    switch self {
    case .operator: return nil
    case .service: return .readsSingleAppsOnly
    case .person(let user):
      let account = try account()
      let held = try transaction.roles(of: user.sid, in: account.sid)
      if held.contains(where: right.roles.contains) { return nil }
      if let parent = account.parentSid,
        try transaction.roles(of: user.sid, in: parent).contains(where: right.rolesInParent.contains)
      {
        return nil
      }
      return .roleNotPermitted(user, holding: held, to: right, in: account)
    }
  }
}

extension ServiceError {
  fileprivate static func roleNotPermitted(
    _ user: User, holding held: [Role], to right: AccountRight, in account: Account
  ) -> ServiceError {
    let titles = held.isEmpty ? "no role" : held.map(\.title).joined(separator: ", ")
    var wanted = "\(right.roles.map(\.title).alternatives) there"
    if let parent = account.parentSid {
      wanted += ", or \(right.rolesInParent.map(\.title).alternatives) in its parent \(parent)"
    }
    return ServiceError(
      .roleNotPermitted,
      "\(user.friendlyName) holds \(titles) in \(account.sid); to \(right.purpose) it takes \(wanted); "
        + "roles.grant gives a role"
    )
  }
}
