import WireProtocol

extension Secret: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("client_id", clientId.text), Field("status", status.rawValue),
      Field("date_created", dateCreated.description), Field("date_expires", dateExpires?.description),
      Field("date_revoked", dateRevoked?.description), Field("date_last_used", dateLastUsed?.description),
    ]
  }
}

extension Secret: Tabulated {
  static var columns: [Column<Secret>] {
    [
      Column("SID") { $0.sid.text }, Column("CLIENT") { $0.clientId.text }, Column("STATUS") { $0.status.rawValue },
      Column("CREATED") { $0.dateCreated.description },
      Column("EXPIRES") { $0.dateExpires?.description }, Column("REVOKED") { $0.dateRevoked?.description },
      Column("LAST-USED") { $0.dateLastUsed?.description },
    ]
  }
}

extension IssuedSecret: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("client_id", clientId.text), Field("secret", secret.revealed),
      Field("date_created", dateCreated.description), Field("date_expires", dateExpires?.description),
      Field("previous.sid", previous?.sid.text),
      Field("previous.status", previous?.status.rawValue),
      Field("previous.date_expires", previous?.dateExpires?.description),
      Field("previous.date_revoked", previous?.dateRevoked?.description),
    ]
  }
}
