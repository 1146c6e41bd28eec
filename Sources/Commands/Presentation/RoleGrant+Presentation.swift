import WireProtocol

extension RoleGrant: Detailed {
  var fields: [Field] {
    [
      Field("user_sid", userSid.text), Field("account_sid", accountSid.text), Field("role", role.rawValue),
      Field("date_created", dateCreated.description),
    ]
  }
}

extension RoleGrant: Tabulated {
  static var columns: [Column<RoleGrant>] {
    [
      Column("USER") { $0.userSid.text }, Column("ACCOUNT") { $0.accountSid.text }, Column("ROLE") { $0.role.rawValue },
      Column("CREATED") { $0.dateCreated.description },
    ]
  }
}
