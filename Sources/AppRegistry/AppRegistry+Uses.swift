import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var clientRoutes: [Route] {
    clientMethods.serve(ClientsListSecrets.served(by: listExpiringSecrets), ClientsNoteUses.served(by: noteUses))
  }

  /// No kept answer tells of uses, so none is called into question.
  func noteUses(_ request: ClientsNoteUses, _ call: Call) async throws -> NoContent {
    try await store.change(.noApp) { [clock] transaction in
      let now = clock()
      for use in request.uses { try transaction.noteUse(of: use.clientId, at: use.dateLastUsed, now) }
      return NoContent()
    }
  }
}

extension Transaction {
  /// The beginning of a minute may be before a client was there. A use that is still to come was noted while the clock
  /// was ahead.
  fileprivate func noteUse(of id: ClientID, at moment: Timestamp, _ now: Timestamp) throws {
    try run(
      """
      UPDATE \(id.table) SET date_last_used = max(?1, date_created)
      WHERE sid = ?2 AND state = 'active' AND (ifnull(date_last_used, ?1 - 1) < ?1 OR date_last_used > ?3)
      """, moment, id, now)
  }
}
