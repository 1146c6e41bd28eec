import TestSupport
import Testing
import WireProtocol

@Suite struct CompromiseTests {
  private let vault: Vault
  private let registry: Registry

  init() throws {
    vault = try Vault()
    registry = try vault.instance()
  }

  @Test("R8, R10: A rotation with grace 0 revokes the secret it replaces at once")
  func noGrace() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate(grace: 0)
    #expect(second.previous?.sid == first.sid)
    #expect(second.previous?.status == .revoked)
    #expect(second.previous?.dateRevoked == vault.clock.now)
    #expect(try await registry.get(first.sid) == second.previous)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
  }

  @Test("R10: With grace 0 every earlier secret is revoked: in its grace period, expired or pushed out")
  func noGraceRevokesAll() async throws {
    let pushedOut = try await registry.create()
    let expired = try await registry.rotate()
    _ = try await registry.rotate(grace: 60)
    vault.clock.advance(by: 60)
    let inGrace = try await registry.rotate()
    let newest = try await registry.rotate(grace: 3600)
    let last = try await registry.rotate(grace: 0)
    #expect(last.previous?.sid == newest.sid)
    #expect(try await registry.list().items.map(\.status) == [.active] + Array(repeating: .revoked, count: 5))
    for secret in [pushedOut, expired, inGrace, newest] { #expect(try await !registry.works(secret)) }
    #expect(try await registry.works(last))
  }

  @Test("R10: A revoked secret does not work from then on, the others do")
  func revocation() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    let revoked = try await registry.revoke(first.sid)
    #expect(revoked.status == .revoked)
    #expect(revoked.dateRevoked == vault.clock.now)
    #expect(revoked.dateExpires == vault.clock.now + Vault.day)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
  }

  @Test("R10: The newest secret can be revoked while the one before runs out")
  func newestRevoked() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    _ = try await registry.revoke(second.sid)
    #expect(try await registry.works(first))
    let third = try await registry.rotate(grace: 0)
    #expect(third.previous?.sid == first.sid)
    #expect(try await !registry.works(first))
  }

  @Test("R10: A secret that has run out can be revoked still, for the sake of its tokens")
  func expiredRevoked() async throws {
    let first = try await registry.create()
    _ = try await registry.rotate(grace: 60)
    vault.clock.advance(by: 1000)
    #expect(try await registry.get(first.sid).status == .expired)
    #expect(try await registry.revoke(first.sid).status == .revoked)
    #expect(try await registry.get(first.sid).dateRevoked == vault.clock.now)
  }

  @Test("R10: A second revocation changes nothing, not even the date")
  func revokedTwice() async throws {
    let issued = try await registry.create()
    let revoked = try await registry.revoke(issued.sid)
    vault.clock.advance(by: 5)
    #expect(try await registry.revoke(issued.sid) == revoked)
  }

  @Test("R7: Destroying a client's secrets leaves nothing of them, and does no harm a second time")
  func destruction() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    for _ in 1...2 {
      try await registry.destroy()
      #expect(try await !registry.works(first))
      #expect(try await !registry.works(second))
      #expect(try await registry.list().items.isEmpty)
    }
    await expectRefusal(.notFound) { _ = try await registry.get(first.sid) }
    await expectRefusal(.notFound) { _ = try await registry.revoke(first.sid) }
    await expectRefusal(.notFound) { _ = try await registry.rotate() }
    #expect(try await registry.works(registry.create()))
  }
}
