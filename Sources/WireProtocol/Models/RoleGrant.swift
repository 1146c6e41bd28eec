/// A role that a user holds in an account.
package struct RoleGrant: Listed {
  package static let listName = "roles"

  package let userSid: UserSID
  package let accountSid: AccountSID
  package let role: Role
  package let dateCreated: Timestamp

  package init(userSid: UserSID, accountSid: AccountSID, role: Role, dateCreated: Timestamp) {
    self.userSid = userSid
    self.accountSid = accountSid
    self.role = role
    self.dateCreated = dateCreated
  }
}

/// R3: the first three may use OAuth apps, the others may not.
package enum Role: String, Choice {
  case owner, administrator, developer, support
  case billingManager = "billing_manager"
}

extension Role {
  /// As people write it.
  package var title: String {
    switch self {
    case .owner: "Owner"
    case .administrator: "Administrator"
    case .developer: "Developer"
    case .support: "Support"
    case .billingManager: "Billing Manager"
    }
  }
}
