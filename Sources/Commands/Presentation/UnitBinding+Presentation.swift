import WireProtocol

extension UnitBinding: Detailed {
  var fields: [Field] {
    [
      Field("unit", unit.text), Field("client_id", clientId.text), Field("scope", scope),
      Field("resource", resource?.texts.joined(separator: " ")), Field("date_created", dateCreated.description),
    ]
  }
}

extension UnitBinding: Tabulated {
  static var columns: [Column<UnitBinding>] {
    [
      Column("UNIT") { $0.unit.text }, Column("APP") { $0.clientId.text }, Column("SCOPE") { $0.scope ?? "all" },
      Column("CREATED") { $0.dateCreated.description },
    ]
  }
}
