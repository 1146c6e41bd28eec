import WireProtocol

/// What one may want to do with an account, and which roles allow it.
enum AccountRight {
  case see
  /// R3: see, create, change, rotate, delete; API keys as well.
  case useApps
  case manageRoles
  /// Make or unmake an Owner.
  case manageOwners

  /// Any of these, held in the account itself, will do.
  var roles: [Role] {
    switch self {
    case .see: Role.allCases
    case .useApps: [.owner, .administrator, .developer]
    case .manageRoles: [.owner, .administrator]
    case .manageOwners: [.owner]
    }
  }

  /// Any of these, held in the account's parent, will do as well (R11).
  var rolesInParent: [Role] {
    self == .manageOwners ? [.owner] : [.owner, .administrator]
  }

  /// - Parameters:
  ///   - held: The roles that somebody holds in the account itself.
  ///   - inParent: Those in the account's parent.
  func isGiven(by held: [Role], inParent: [Role]) -> Bool {
    held.contains(where: roles.contains) || inParent.contains(where: rolesInParent.contains)
  }

  /// The ids of the accounts in which a user has it, in SQL that takes the user's SID twice.
  var accounts: String {
    let list = { (roles: [Role]) in roles.map { "'\($0.rawValue)'" }.joined(separator: ", ") }
    return """
      SELECT accounts.id FROM roles JOIN accounts ON accounts.sid = roles.account_sid
      WHERE roles.user_sid = ? AND roles.role IN (\(list(roles)))
      UNION
      SELECT accounts.id FROM roles JOIN accounts ON accounts.parent_sid = roles.account_sid
      WHERE roles.user_sid = ? AND roles.role IN (\(list(rolesInParent)))
      """
  }

  /// Completes "to … it takes the role".
  var purpose: String {
    switch self {
    case .see: "see the account"
    case .useApps: "use its OAuth apps and API keys"
    case .manageRoles: "see or change who has which role"
    case .manageOwners: "make or unmake an Owner"
    }
  }
}
