import WireProtocol

extension Account: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("friendly_name", friendlyName.text), Field("type", type.rawValue),
      Field("status", status.rawValue), Field("parent_sid", parentSid?.text),
      Field("date_created", dateCreated.description),
      Field("date_updated", dateUpdated.description),
    ]
  }
}

extension Account: Tabulated {
  static var columns: [Column<Account>] {
    [
      Column("SID") { $0.sid.text }, Column("NAME") { $0.friendlyName.text }, Column("TYPE") { $0.type.rawValue },
      Column("STATUS") { $0.status.rawValue }, Column("PARENT") { $0.parentSid?.text },
      Column("CREATED") { $0.dateCreated.description },
    ]
  }
}
