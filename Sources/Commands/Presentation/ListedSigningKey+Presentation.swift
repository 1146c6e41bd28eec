import WireProtocol

extension ListedSigningKey: Detailed {
  var fields: [Field] {
    [
      Field("kid", kid), Field("algorithm", algorithm), Field("status", status.rawValue),
      Field("date_created", dateCreated.description), Field("signs_from", signsFrom.description),
      Field("signs_until", signsUntil?.description), Field("verifies_until", verifiesUntil?.description),
    ]
  }
}

extension ListedSigningKey: Tabulated {
  static var columns: [Column<ListedSigningKey>] {
    [
      Column("KID") { $0.kid }, Column("ALGORITHM") { $0.algorithm }, Column("STATUS") { $0.status.rawValue },
      Column("SIGNS FROM") { $0.signsFrom.description }, Column("SIGNS UNTIL") { $0.signsUntil?.description },
      Column("VERIFIES UNTIL") { $0.verifiesUntil?.description },
    ]
  }
}
