import GRDB
import Storage
import WireProtocol

// One function per transition of ``AppState``, each harmless where the app is in another state.
extension Database {
  /// Adds an app as ``AppState/pending``.
  func insert(_ app: App) throws {
    try cachedStatement(
      sql: """
        INSERT INTO apps (sid, account_sid, state, friendly_name, description, region, allow, deny, access_token_ttl, created_by,
          creator_sid, date_created, date_updated)
        VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      app.sid, app.accountSid, app.friendlyName, app.description, app.region, PermissionList(app.policy.allow),
      PermissionList(app.policy.deny), app.accessTokenTTL, app.createdBy, app.creatorSid, app.dateCreated,
      app.dateUpdated,
    ])
  }

  func update(_ app: App) throws {
    try cachedStatement(
      sql: """
        UPDATE apps SET friendly_name = ?, description = ?, allow = ?, deny = ?, access_token_ttl = ?, date_updated = ? WHERE sid = ?
        """
    ).execute(arguments: [
      app.friendlyName, app.description, PermissionList(app.policy.allow), PermissionList(app.policy.deny),
      app.accessTokenTTL,
      app.dateUpdated, app.sid,
    ])
  }

  /// From pending to active. False if the app is not pending any more.
  func activate(_ sid: AppSID) throws -> Bool {
    try cachedStatement(sql: "UPDATE apps SET state = 'active' WHERE sid = ? AND state = 'pending'").execute(
      arguments: [sid])
    return changesCount > 0
  }

  /// From pending to abandoned, which frees the name.
  func abandon(_ sid: AppSID) throws {
    try cachedStatement(sql: "UPDATE apps SET state = 'abandoned' WHERE sid = ? AND state = 'pending'").execute(
      arguments: [sid])
  }

  /// Abandons what has been pending since before a moment.
  func abandonApps(pendingSince moment: Timestamp) throws {
    try cachedStatement(sql: "UPDATE apps SET state = 'abandoned' WHERE state = 'pending' AND date_created < ?")
      .execute(arguments: [moment])
  }

  /// From active to deleted: from the commit on, everything about the app is invalid (R7).
  func bury(_ sid: AppSID, _ now: Timestamp) throws {
    try cachedStatement(
      sql: "UPDATE apps SET state = 'deleted', date_deleted = ?1, date_updated = ?1 WHERE sid = ?2 AND state = 'active'"
    )
    .execute(arguments: [now, sid])
  }

  /// From deleted to destroyed, or from abandoned to gone. Its secrets must be destroyed.
  func finishRemoval(of sid: AppSID) throws {
    try cachedStatement(sql: "UPDATE apps SET state = 'destroyed' WHERE sid = ? AND state = 'deleted'").execute(
      arguments: [sid])
    try cachedStatement(sql: "DELETE FROM apps WHERE sid = ? AND state = 'abandoned'").execute(arguments: [sid])
  }

  /// Abandoned and deleted apps, in the order of their row ids.
  func unfinishedRemovals(after rowID: Int64, limit: Int) throws -> [(rowID: Int64, sid: AppSID)] {
    let statement = try cachedStatement(
      sql: "SELECT id, sid FROM apps WHERE state IN ('abandoned', 'deleted') AND id > ? ORDER BY id LIMIT ?")
    return try Row.fetchAll(statement, arguments: [rowID, limit]).map {
      (try $0.decode(forColumn: "id"), try $0.decode(forColumn: "sid"))
    }
  }
}
