import Storage
import WireProtocol

// One function per transition of ``ClientState``, each harmless where the client is in another state.
extension Transaction {
  func insert(_ client: some RegisteredClient, as state: ClientState) throws {
    try insert(into: client.table.rawValue, [("state", state)] + client.columnValues)
  }

  func update(_ client: some RegisteredClient) throws {
    try update(client.table.rawValue, set: client.columnValues, where: "sid = ?", client.sid)
  }

  /// From pending to active.
  /// - Returns: Whether it was pending.
  func activate(_ id: ClientID) throws -> Bool {
    try run("UPDATE \(id.table) SET state = 'active' WHERE sid = ? AND state = 'pending'", id) > 0
  }

  /// Whether the client is being created or was created, and that was not undone.
  func isCreated(_ id: ClientID) throws -> Bool {
    try row("SELECT 1 FROM \(id.table) WHERE sid = ? AND state <> 'abandoned'", id) != nil
  }

  func isPending(_ id: ClientID) throws -> Bool {
    try row("SELECT 1 FROM \(id.table) WHERE sid = ? AND state = 'pending'", id) != nil
  }

  func isActive(_ id: ClientID) throws -> Bool {
    try row("SELECT 1 FROM \(id.table) WHERE sid = ? AND state = 'active'", id) != nil
  }

  /// From pending, or from a row that is gone, to abandoned, which frees the name.
  func abandon(_ client: some RegisteredClient) throws {
    let id = client.sid.clientID
    try run("UPDATE \(id.table) SET state = 'abandoned' WHERE sid = ? AND state = 'pending'", id)
    if try row("SELECT 1 FROM \(id.table) WHERE sid = ?", id) == nil { try insert(client, as: .abandoned) }
  }

  /// Abandons what has been pending since before a moment.
  func abandonClients(in table: ClientTable, pendingSince moment: Timestamp) throws {
    try run("UPDATE \(table) SET state = 'abandoned' WHERE state = 'pending' AND date_created < ?", moment)
  }

  /// From active to deleted: from the commit on, everything about the client is invalid (R7).
  func markDeleted(_ id: ClientID, _ now: Timestamp) throws {
    try run(
      """
      UPDATE \(id.table) SET state = 'deleted', date_deleted = ?1, date_updated = ?1
      WHERE sid = ?2 AND state = 'active'
      """, now, id)
    if case .app(let sid) = id { try deleteUnitBindings(of: sid) }
  }

  /// From deleted to destroyed, or from abandoned to gone. Its secrets must be destroyed.
  func finishRemoval(of id: ClientID) throws {
    try run("UPDATE \(id.table) SET state = 'destroyed' WHERE sid = ? AND state = 'deleted'", id)
    try run("DELETE FROM \(id.table) WHERE sid = ? AND state = 'abandoned'", id)
  }

  /// Abandoned and deleted clients, in the order of their row ids.
  func unfinishedRemovals(
    in table: ClientTable, after rowID: Int64, limit: Int
  ) throws -> [(rowID: Int64, id: ClientID)] {
    try rows(
      "SELECT id, sid FROM \(table) WHERE state IN ('abandoned', 'deleted') AND id > ? ORDER BY id LIMIT ?", rowID,
      limit
    ).map { (try $0.value("id"), try $0.value("sid")) }
  }
}
