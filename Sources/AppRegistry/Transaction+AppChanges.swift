import Storage
import WireProtocol

// One function per transition of ``AppState``, each harmless where the app is in another state.
extension Transaction {
  func insert(_ app: App, as state: AppState) throws {
    try insert(into: "apps", [("state", state)] + app.columnValues)
  }

  func update(_ app: App) throws {
    try update("apps", set: app.columnValues, where: "sid = ?", app.sid)
  }

  /// From pending to active.
  /// - Returns: Whether it was pending.
  func activate(_ sid: AppSID) throws -> Bool {
    try run("UPDATE apps SET state = 'active' WHERE sid = ? AND state = 'pending'", sid) > 0
  }

  /// Whether the app is being created or was created, and that was not undone.
  func isCreated(_ sid: AppSID) throws -> Bool {
    try row("SELECT 1 FROM apps WHERE sid = ? AND state <> 'abandoned'", sid) != nil
  }

  func isPending(_ sid: AppSID) throws -> Bool {
    try row("SELECT 1 FROM apps WHERE sid = ? AND state = 'pending'", sid) != nil
  }

  /// From pending to abandoned, which frees the name.
  func abandon(_ sid: AppSID) throws {
    try run("UPDATE apps SET state = 'abandoned' WHERE sid = ? AND state = 'pending'", sid)
  }

  /// Abandons what has been pending since before a moment.
  func abandonApps(pendingSince moment: Timestamp) throws {
    try run("UPDATE apps SET state = 'abandoned' WHERE state = 'pending' AND date_created < ?", moment)
  }

  /// From active to deleted: from the commit on, everything about the app is invalid (R7).
  func markDeleted(_ sid: AppSID, _ now: Timestamp) throws {
    try run(
      "UPDATE apps SET state = 'deleted', date_deleted = ?1, date_updated = ?1 WHERE sid = ?2 AND state = 'active'",
      now, sid)
  }

  /// From deleted to destroyed, or from abandoned to gone. Its secrets must be destroyed.
  func finishRemoval(of sid: AppSID) throws {
    try run("UPDATE apps SET state = 'destroyed' WHERE sid = ? AND state = 'deleted'", sid)
    try run("DELETE FROM apps WHERE sid = ? AND state = 'abandoned'", sid)
  }

  /// Abandoned and deleted apps, in the order of their row ids.
  func unfinishedRemovals(after rowID: Int64, limit: Int) throws -> [(rowID: Int64, sid: AppSID)] {
    try rows(
      "SELECT id, sid FROM apps WHERE state IN ('abandoned', 'deleted') AND id > ? ORDER BY id LIMIT ?", rowID, limit
    ).map { (try $0.value("id"), try $0.value("sid")) }
  }
}
