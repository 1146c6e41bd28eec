import RPC
import SecretManager
import TestSupport
import Testing
import WireProtocol

@Suite struct CreationTests {
  @Test("A new secret is 64 characters of base64url, works at once and has no predecessor")
  func creation() async throws {
    let vault = try Vault()
    let registry = try vault.instance()
    let issued = try await registry.create()
    #expect(issued.secret.revealed.wholeMatch(of: /[A-Za-z0-9_-]{64}/) != nil)
    #expect(issued.clientId == vault.client)
    #expect(issued.dateCreated == vault.clock.now)
    #expect(issued.previous == nil)
    #expect(try await registry.works(issued))
  }

  @Test("Without an idempotency key a secret is the base64url of 48 bytes of the random source, without padding")
  func randomness() async throws {
    let vault = try Vault()
    let manager = try vault.manager { count in Array(repeating: 0xFB, count: count - 3) + [0x00, 0x10, 0x83] }
    let keyless = OutgoingRequest(
      method: SecretsCreate.name, params: try MessageWriter.json(SecretsCreate(clientId: vault.client)), meta: Meta(),
      isChange: false)
    let reply = try await InProcessTransport(Dispatcher(manager.routes), from: .service(.appRegistry)).exchange(keyless)
    #expect(try SecretsCreate.reply(reply).secret.revealed == String(repeating: "-_v7", count: 15) + "ABCD")
  }

  @Test("No two secrets are alike")
  func unique() async throws {
    let registry = try Vault().instance()
    var secrets: [Sensitive] = [try await registry.create().secret]
    for _ in 1...20 { secrets.append(try await registry.rotate().secret) }
    #expect(Set(secrets.map(\.revealed)).count == 21)
  }

  @Test("A client that has secrets gets no first one again, also when none of them works")
  func twice() async throws {
    let registry = try Vault().instance()
    let issued = try await registry.create()
    await expectRefusal(.alreadyExists) { _ = try await registry.create() }
    _ = try await registry.revoke(issued.sid)
    await expectRefusal(.alreadyExists) { _ = try await registry.create() }
    #expect(try await registry.list().items.count == 1)
  }

  @Test("A client's secrets are no other client's")
  func otherClient() async throws {
    let vault = try Vault()
    let registry = try vault.instance()
    let other = registry.about(.app(.random()))
    let issued = try await registry.create()
    let others = try await other.create()
    #expect(try await !other.verify(issued.secret).valid)
    #expect(try await !registry.verify(others.secret).valid)
    #expect(try await other.list().items.map(\.sid) == [others.sid])
    await expectRefusal(.notFound, at: "secret_sid") { _ = try await other.get(issued.sid) }
    await expectRefusal(.notFound, at: "secret_sid") { _ = try await other.revoke(issued.sid) }
    try await other.destroy()
    #expect(try await registry.works(issued))
  }
}

/// Expects a call to be refused with this code and, if given, for the sake of this member.
func expectRefusal(
  _ code: ErrorCode, at path: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ call: @Sendable () async throws -> Void
) async {
  let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) { try await call() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  if let path { #expect(error?.path == path, sourceLocation: sourceLocation) }
}
