import WireProtocol

extension App: Detailed {
  var fields: [Field] {
    [
      Field("sid", sid.text), Field("type", type.rawValue), Field("account_sid", accountSid.text),
      Field("friendly_name", friendlyName.text),
      Field("description", description.text.isEmpty ? nil : description.text),
      Field("status", status.rawValue), Field("region", region), Field("allow", lines: policy.allow),
      Field("deny", lines: policy.deny),
      Field("access_token_ttl", accessTokenTTL.value), Field("created_by", createdBy),
      Field("creator_sid", creatorSid?.text),
      Field("date_created", dateCreated.description), Field("date_updated", dateUpdated.description),
      Field("date_last_used", dateLastUsed?.description),
      Field("token_endpoint_auth_method", tokenEndpointAuthMethod.rawValue),
      Field("keys", lines: (keys ?? []).map { "\($0.thumbprint) \($0.status.rawValue)" }),
      Field("default_scope", defaultScope?.rawValue), Field("token_size", tokenSize.map(String.init)),
      Field("token_size_warning", tokenSizeWarning),
    ]
  }
}

extension App: Tabulated {
  static var columns: [Column<App>] {
    [
      Column("SID") { $0.sid.text }, Column("NAME") { $0.friendlyName.text }, Column("STATUS") { $0.status.rawValue },
      Column("SCOPES") { String($0.policy.allow.count) }, Column("TTL") { String($0.accessTokenTTL.value) },
      Column("CREATED-BY") { $0.createdBy }, Column("CREATED") { $0.dateCreated.description },
      Column("LAST-USED") { $0.dateLastUsed?.description },
    ]
  }
}

extension CreatedApp: Detailed {
  var fields: [Field] {
    app.fields + [Field("secret_sid", secretSid?.text), Field("secret", secret?.revealed)]
  }
}
