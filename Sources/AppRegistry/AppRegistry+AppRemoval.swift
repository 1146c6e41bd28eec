import RPC
import Storage
import WireProtocol

// ``AppState`` draws the steps.
extension AppRegistry {
  /// The reply does not wait for a secret manager that is away: the tombstone alone
  /// makes everything about the app invalid (R7).
  func deleteApp(_ request: AppsDelete, _ call: Call) async throws -> NoContent {
    let caller = try await Caller(call)
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let reply = try await store.change(.app(request.sid), once: once) { transaction in
      let app = try transaction.app(for: request, by: caller)
      call.note(before: app)
      return app
    } write: { transaction, app in
      try transaction.markDeleted(app.sid, now)
      return NoContent()
    }
    try? await finishRemoval(of: request.sid, within: call)
    return reply
  }

  /// Destroys the secrets of an app that is abandoned or deleted, then takes its removal to the end. Does no harm
  /// twice.
  /// - Parameter call: The one that removes it; `nil` in reconciliation.
  func finishRemoval(of sid: AppSID, within call: Call? = nil) async throws {
    let destruction = SecretsDestroy(clientId: sid)
    _ =
      if let call { try await secretManager.call(destruction, within: call) } else {
        try await secretManager.call(destruction)
      }
    try await Call.step { try await store.change(.app(sid)) { try $0.finishRemoval(of: sid) } }
  }
}
