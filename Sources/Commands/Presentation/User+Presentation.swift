import WireProtocol

extension User: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("friendly_name", friendlyName.text), Field("unix_user", unixUser),
      Field("date_created", dateCreated.description),
    ]
  }
}

extension User: Tabulated {
  static var columns: [Column<User>] {
    [
      Column("SID") { $0.sid.text }, Column("NAME") { $0.friendlyName.text }, Column("UNIX-USER") { $0.unixUser },
      Column("CREATED") { $0.dateCreated.description },
    ]
  }
}
