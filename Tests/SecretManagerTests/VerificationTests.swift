import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct VerificationTests {
  private let vault: Vault
  private let registry: Registry

  init() throws {
    vault = try Vault()
    registry = try vault.instance()
  }

  @Test("Wrong, expired, revoked, destroyed and of an unknown client: the answer is the same")
  func alike() async throws {
    let refused = SecretVerification(secretSid: nil)
    let issued = try await registry.create()
    #expect(try await registry.about(.app(.random())).verify(issued.secret) == refused)
    #expect(try await registry.verify(Sensitive("wrong")) == refused)
    _ = try await registry.rotate(grace: 1)
    vault.clock.advance(by: 1)
    #expect(try await registry.verify(issued.secret) == refused)
    _ = try await registry.revoke(issued.sid)
    #expect(try await registry.verify(issued.secret) == refused)
    try await registry.destroy()
    #expect(try await registry.verify(issued.secret) == refused)
  }

  @Test("Only the whole secret works: not with one character changed, cut off, added or in another case")
  func nearMisses() async throws {
    let issued = try await registry.create()
    let secret = issued.secret.revealed
    for index in secret.indices {
      var changed = secret
      changed.replaceSubrange(index...index, with: secret[index] == "A" ? "B" : "A")
      #expect(try await !registry.verify(Sensitive(changed)).valid)
    }
    for wrong in [
      "", String(secret.dropLast()), String(secret.dropFirst()), secret + "A", " \(secret)", "\(secret)\n",
      "\(secret)\0",
    ] {
      #expect(try await !registry.verify(Sensitive(wrong)).valid)
    }
    #expect(try await !registry.verify(Sensitive(secret.uppercased())).valid)
    #expect(try await registry.works(issued))
  }

  @Test("A very long or strange secret is wrong, no more")
  func strange() async throws {
    _ = try await registry.create()
    for wrong in [String(repeating: "x", count: Sensitive.maximumLength), "' OR 1=1 --", "\u{1F512}\u{0}\u{202E}"] {
      #expect(try await !registry.verify(Sensitive(wrong)).valid)
    }
    let tooLong = Sensitive(String(repeating: "x", count: Sensitive.maximumLength + 1))
    let error = await #expect(throws: ServiceError.self) { try await registry.verify(tooLong) }
    #expect(error?.code == .invalidParams && error?.path == "client_secret")
  }

  @Test("Each of two active secrets is told by its own SID")
  func which() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    #expect(try await registry.verify(first.secret).secretSid == first.sid)
    #expect(try await registry.verify(second.secret).secretSid == second.sid)
  }

  @Test("R13: an API key has secrets as an app has; neither's work for the other, though the digits of the ids agree")
  func apiKey() async throws {
    let app = AppSID.random()
    let owners = [ClientID.app(app), .apiKey(APIKeySID(high: app.high, low: app.low))].map(registry.about)
    let issued = [try await owners[0].create(), try await owners[1].create()]
    for (owner, own) in zip(owners, issued) {
      for secret in issued { #expect(try await owner.works(secret) == (secret == own)) }
      #expect(try await owner.list().items.map(\.sid) == [own.sid])
    }
    _ = try await owners[1].rotate(grace: 0)
    #expect(try await !owners[1].works(issued[1]))
    try await owners[1].destroy()
    #expect(try await owners[1].list().items == [])
    #expect(try await owners[0].works(issued[0]))
  }

  @Test("A hash copied to another client opens nothing there")
  func copiedHash() async throws {
    let issued = try await registry.create()
    let thief = registry.about(.app(.random()))
    _ = try await thief.create()
    let (own, others) = (vault.client.text, thief.client.text)
    try await vault.store().change(.noApp) {
      try $0.run(
        "UPDATE secrets SET hash = (SELECT hash FROM secrets WHERE client_id = ?) WHERE client_id = ?", own, others)
    }
    #expect(try await !thief.verify(issued.secret).valid)
    #expect(try await registry.works(issued))
  }

  @Test("A change is known to every other instance as soon as it is acknowledged")
  func instances() async throws {
    let other = try vault.instance()
    let first = try await registry.create()
    #expect(try await other.works(first))
    let second = try await other.rotate(grace: 0)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
    try await registry.destroy()
    #expect(try await !other.works(second))
  }
}
