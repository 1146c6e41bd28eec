import WireProtocol

extension APIKey: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("type", type.rawValue), Field("account_sid", accountSid.text),
      Field("friendly_name", friendlyName.text), Field("status", status.rawValue),
      Field("allow", lines: policy?.allow ?? []), Field("deny", lines: policy?.deny ?? []),
      Field("created_by", createdBy), Field("creator_sid", creatorSid?.text),
      Field("date_created", dateCreated.description), Field("date_updated", dateUpdated.description),
      Field("date_last_used", dateLastUsed?.description),
    ]
  }
}

extension APIKey: Tabulated {
  static var columns: [Column<APIKey>] {
    [
      Column("SID") { $0.sid.text }, Column("NAME") { $0.friendlyName.text }, Column("TYPE") { $0.type.rawValue },
      Column("STATUS") { $0.status.rawValue }, Column("SCOPES") { $0.policy.map { String($0.allow.count) } ?? "all" },
      Column("CREATED-BY") { $0.createdBy }, Column("CREATED") { $0.dateCreated.description },
      Column("LAST-USED") { $0.dateLastUsed?.description },
    ]
  }
}

extension CreatedAPIKey: Detailed {
  var fields: [Field] {
    apiKey.fields + [Field("secret_sid", secretSid.text), Field("secret", secret.revealed)]
  }
}
