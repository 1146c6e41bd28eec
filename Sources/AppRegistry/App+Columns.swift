import Storage
import WireProtocol

// A column of `apps` that the protocol shows is read and written here alone.
extension App {
  static let statusExpression = """
    \(AppStatus.ofAccount) WHEN apps.is_disabled THEN 'disabled' ELSE 'active' END
    """

  static let columns = """
    apps.id, apps.sid, apps.account_sid, apps.friendly_name, apps.description, apps.region, apps.allow,
      apps.deny, apps.access_token_ttl, apps.created_by, apps.creator_sid, apps.date_created, apps.date_updated,
      apps.token_endpoint_auth_method, apps.keys, apps.default_scope, apps.token_epoch,
      apps.date_last_used, \(statusExpression) AS status
    """

  init(row: Row) throws {
    let keys = try row.value("keys", as: AppKeyring.self).keys
    self.init(
      sid: try row.value("sid"), accountSid: try row.value("account_sid"),
      friendlyName: try row.value("friendly_name"), description: try row.value("description"),
      status: try row.value("status"), region: try row.value("region"),
      policy: Policy(
        allow: try row.value("allow", as: PermissionList.self).names,
        deny: try row.value("deny", as: PermissionList.self).names),
      accessTokenTTL: try row.value("access_token_ttl"), createdBy: try row.value("created_by"),
      creatorSid: try row.value("creator_sid"), dateCreated: try row.value("date_created"),
      dateUpdated: try row.value("date_updated"),
      tokenEndpointAuthMethod: try row.value("token_endpoint_auth_method"), keys: keys.isEmpty ? nil : keys,
      defaultScope: try row.value("default_scope"), tokenEpoch: try TokenEpoch(column: row.value("token_epoch")),
      dateLastUsed: try row.value("date_last_used"))
  }

  var columnValues: ColumnValues {
    [
      ("sid", sid), ("account_sid", accountSid), ("friendly_name", friendlyName), ("description", description),
      ("region", region), ("allow", PermissionList(policy.allow)), ("deny", PermissionList(policy.deny)),
      ("access_token_ttl", accessTokenTTL), ("created_by", createdBy), ("creator_sid", creatorSid),
      ("date_created", dateCreated), ("date_updated", dateUpdated),
      ("token_endpoint_auth_method", tokenEndpointAuthMethod), ("keys", AppKeyring(keys ?? [])),
      ("default_scope", defaultScope ?? .wildcards),
    ]
  }
}

extension AppStatus: ColumnValue {
  /// R15: the worse of account and parent; begins an expression that goes on with what holds where both are active.
  static let ofAccount = """
    CASE WHEN 'closed' IN (accounts.status, parents.status) THEN 'closed'
      WHEN 'suspended' IN (accounts.status, parents.status) THEN 'suspended'
    """
}

extension TokenEpoch {
  fileprivate init?(column number: Int) {
    guard number != TokenEpoch.first.number else { return nil }
    self.init(number: number)
  }
}
