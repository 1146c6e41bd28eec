import Permissions
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  /// - Throws: `role_not_permitted`, `not_found`.
  func disableApp(_ request: AppsDisable, _ call: Call) async throws -> App {
    try await change(request, call) { transaction, now in
      if try !transaction.setDisabled(true, of: request.sid, at: now) { call.noteNothingChanged() }
    }
  }

  /// - Throws: `role_not_permitted`, `not_found`; `conflict` unless its account is active.
  func enableApp(_ request: AppsEnable, _ call: Call) async throws -> App {
    try await change(request, call) { transaction, now in
      if try !transaction.setDisabled(false, of: request.sid, at: now) { call.noteNothingChanged() }
    }
  }

  /// - Throws: `role_not_permitted`, `not_found`.
  func revokeTokens(_ request: AppsRevokeTokens, _ call: Call) async throws -> App {
    try await change(request, call) { try $0.beginTokenEpoch(.random(), of: request.sid, at: $1) }
  }

  private func change<Request: ClientChange>(
    _ request: Request, _ call: Call, _ write: @escaping @Sendable (Transaction, Timestamp) throws -> Void
  ) async throws -> App where Request.Registered == App {
    let caller = try await caller(of: call)
    let now = clock()
    let id = request.sid.clientID
    let changed = try await store.change(.client(id), once: KeyedRequest(request, call, at: now)) { transaction in
      let app = try transaction.client(for: request, by: caller)
      call.note(before: app)
      return app
    } write: { transaction, app in
      try write(transaction, now)
      return try transaction.client(app.sid) ?? app
    }
    return changed.told(tokenSize, by: catalogue.current)
  }
}

extension Transaction {
  /// Changes nothing, not even the date, where it is so already.
  /// - Returns: Whether it was not.
  fileprivate func setDisabled(_ isDisabled: Bool, of sid: AppSID, at now: Timestamp) throws -> Bool {
    let flag = isDisabled ? 1 : 0
    return try run(
      "UPDATE apps SET is_disabled = ?1, date_updated = ?2 WHERE sid = ?3 AND is_disabled <> ?1", flag, now, sid) > 0
  }

  fileprivate func beginTokenEpoch(_ epoch: TokenEpoch, of sid: AppSID, at now: Timestamp) throws {
    try run("UPDATE apps SET token_epoch = ?, date_updated = ? WHERE sid = ?", epoch.number, now, sid)
  }
}
