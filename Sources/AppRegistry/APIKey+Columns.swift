import Storage
import WireProtocol

// A column of `api_keys` that the protocol shows is read and written here alone.
extension APIKey {
  static let statusExpression = "\(AppStatus.ofAccount) ELSE 'active' END"

  static let columns = """
    api_keys.id, api_keys.sid, api_keys.type, api_keys.account_sid, api_keys.friendly_name, api_keys.allow,
      api_keys.deny, api_keys.created_by, api_keys.creator_sid, api_keys.date_created, api_keys.date_updated,
      api_keys.date_last_used, \(statusExpression) AS status
    """

  init(row: Row) throws {
    let allow = try row.value("allow", as: PermissionList?.self)
    let deny = try row.value("deny", as: PermissionList?.self)
    self.init(
      sid: try row.value("sid"), type: try row.value("type"), accountSid: try row.value("account_sid"),
      friendlyName: try row.value("friendly_name"),
      status: try row.value("status"),
      policy: allow.map { Policy(allow: $0.names, deny: deny?.names ?? []) }, createdBy: try row.value("created_by"),
      creatorSid: try row.value("creator_sid"), dateCreated: try row.value("date_created"),
      dateUpdated: try row.value("date_updated"), dateLastUsed: try row.value("date_last_used"))
  }

  var columnValues: ColumnValues {
    [
      ("sid", sid), ("type", type), ("account_sid", accountSid), ("friendly_name", friendlyName),
      ("allow", policy.map { PermissionList($0.allow) }), ("deny", policy.map { PermissionList($0.deny) }),
      ("created_by", createdBy), ("creator_sid", creatorSid), ("date_created", dateCreated),
      ("date_updated", dateUpdated),
    ]
  }
}
