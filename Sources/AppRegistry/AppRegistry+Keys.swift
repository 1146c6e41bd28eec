import Permissions
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func setKeys(_ request: AppsSetKeys, _ call: Call) async throws -> App {
    let given = try request.jwks.checked()
    return try await changeKeys(request, call) { keys, now in
      try keys.replace(by: given, isCompromised: request.compromised ?? false, at: now)
    }
  }

  func addKey(_ request: AppsAddKey, _ call: Call) async throws -> App {
    let key = try CheckedKey(request.jwk, path: "jwk")
    call.note(key.thumbprint)
    return try await changeKeys(request, call) { keys, now in try keys.add(key, at: now) }
  }

  func removeKey(_ request: AppsRemoveKey, _ call: Call) async throws -> App {
    call.note(request.thumbprint)
    return try await changeKeys(request, call) { keys, now in
      guard keys.end(request.thumbprint, isCompromised: request.compromised ?? false, at: now) else {
        throw ServiceError.noKey(request.thumbprint)
      }
    }
  }

  private func changeKeys<Request: ClientChange>(
    _ request: Request, _ call: Call,
    _ body: @escaping @Sendable (inout AppKeyring, Timestamp) throws -> Void
  ) async throws -> App where Request.Registered == App {
    let caller = try await caller(of: call)
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let changed = try await store.change(.client(request.sid.clientID), once: once) { transaction in
      let app = try transaction.client(for: request, by: caller)
      call.note(before: app)
      var keys = AppKeyring(app.keys ?? [])
      try body(&keys, now)
      return app.changed(keys, at: now)
    } write: { transaction, changed in
      try transaction.update(changed)
      return changed
    }
    return changed.told(tokenSize, by: catalogue.current)
  }
}

extension ServiceError {
  fileprivate static func noKey(_ thumbprint: KeyThumbprint) -> ServiceError {
    ServiceError(.notFound, "the app has no key \(thumbprint); apps.get shows its keys", path: "thumbprint")
  }
}
