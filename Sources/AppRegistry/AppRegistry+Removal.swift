import RPC
import Storage
import WireProtocol

// ``ClientState`` draws the steps.
extension AppRegistry {
  /// The reply does not wait for a secret manager that is away: the tombstone alone makes everything about the client
  /// invalid (R7).
  func delete<Request: ClientChange>(_ request: Request, _ call: Call) async throws -> NoContent
  where Request.Reply == NoContent {
    let caller = try await caller(of: call)
    let id = request.sid.clientID
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let reply = try await store.change(.client(id), once: once) { transaction in
      call.note(before: try transaction.client(for: request, by: caller))
    } write: { transaction, _ in
      try transaction.markDeleted(id, now)
      return NoContent()
    }
    try? await finishRemoval(of: id, within: call)
    return reply
  }

  /// Destroys the secrets of a client that is abandoned or deleted, then takes its removal to the end. Does no harm
  /// twice.
  /// - Parameter call: The one that removes it; `nil` in reconciliation.
  func finishRemoval(of id: ClientID, within call: Call? = nil) async throws {
    let destruction = SecretsDestroy(clientId: id)
    _ =
      if let call { try await secretManager.call(destruction, within: call) } else {
        try await secretManager.call(destruction)
      }
    try await Call.step { try await store.change(.client(id)) { try $0.finishRemoval(of: id) } }
  }
}
