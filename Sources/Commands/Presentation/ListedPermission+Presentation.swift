import WireProtocol

extension ListedPermission: Tabulated {
  static var columns: [Column<ListedPermission>] {
    [
      Column("PERMISSION") { $0.permission }, Column("REQUESTS") { String($0.endpoints.count) },
      Column("RESOURCE") { $0.resource },
      Column("DESCRIPTION") { $0.description },
    ]
  }
}

extension PermissionMatch: Detailed {
  var fields: [Field] {
    [Field("permission", permission), Field("account_sid", accountSid), Field("reason", reason)]
  }
}
