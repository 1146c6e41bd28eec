import RPC
import WireProtocol

/// What a test that holds for apps and API keys alike is about.
enum ClientCase: String, CaseIterable, Sendable {
  case app
  case apiKey = "API key"
}

/// The steps of such tests.
extension RegistryFixture {
  func create(
    _ kind: ClientCase, _ name: String = "Billing", of account: Account, by client: Client? = nil
  ) async throws -> ClientID {
    let client = client ?? root
    switch kind {
    case .app: return .app(try await client.call(.app(name, of: account)).app.sid)
    case .apiKey: return .apiKey(try await client.call(.apiKey(name, of: account)).apiKey.sid)
    }
  }

  func show(_ id: ClientID, to client: Client? = nil) async throws {
    let client = client ?? root
    switch id {
    case .app(let sid): _ = try await client.call(AppsGet(sid: sid))
    case .apiKey(let sid): _ = try await client.call(APIKeysGet(sid: sid))
    }
  }

  func list(_ kind: ClientCase, of account: Account, to client: Client? = nil) async throws -> [ClientID] {
    let client = client ?? root
    switch kind {
    case .app: return try await client.call(AppsList(accountSid: account.sid)).items.map { .app($0.sid) }
    case .apiKey: return try await client.call(APIKeysList(accountSid: account.sid)).items.map { .apiKey($0.sid) }
    }
  }

  /// An update that gives nothing.
  func update(_ id: ClientID, by client: Client? = nil) async throws {
    let client = client ?? root
    switch id {
    case .app(let sid): _ = try await client.call(AppsUpdate(sid: sid))
    case .apiKey(let sid): _ = try await client.call(APIKeysUpdate(sid: sid))
    }
  }

  func rotate(_ id: ClientID, by client: Client? = nil) async throws {
    let client = client ?? root
    switch id {
    case .app(let sid): _ = try await client.call(AppsRotateSecret(sid: sid))
    case .apiKey(let sid): _ = try await client.call(APIKeysRotateSecret(sid: sid))
    }
  }

  func delete(_ id: ClientID, by client: Client? = nil) async throws {
    let client = client ?? root
    switch id {
    case .app(let sid): _ = try await client.call(AppsDelete(sid: sid))
    case .apiKey(let sid): _ = try await client.call(APIKeysDelete(sid: sid))
    }
  }
}

extension Method where Self == APIKeysCreate {
  static func apiKey(
    _ name: String = "Billing", of account: Account, type: APIKeyType? = nil, policy: Policy? = .messaging
  ) -> APIKeysCreate {
    APIKeysCreate(accountSid: account.sid, friendlyName: .init(trusted: name), type: type, policy: policy)
  }
}
