import TestSupport
import Testing
import WireProtocol

@Suite struct ListingTests {
  private let vault: Vault
  private let registry: Registry

  init() throws {
    vault = try Vault()
    registry = try vault.instance()
  }

  @Test("A list is newest first, in pages, across clients that take turns")
  func pages() async throws {
    let other = registry.about(.app(.random()))
    var sids = [try await registry.create().sid]
    _ = try await other.create()
    for _ in 1...4 {
      sids.append(try await registry.rotate().sid)
      _ = try await other.rotate()
    }
    let first = try await registry.list(2)
    let second = try await registry.list(2, after: first.nextPageToken)
    let third = try await registry.list(2, after: second.nextPageToken)
    #expect((first.items + second.items + third.items).map(\.sid) == sids.reversed())
    #expect(third.nextPageToken == nil)
    #expect(try await registry.list().items == first.items + second.items + third.items)
  }

  @Test("A list tells all about a secret but the secret")
  func items() async throws {
    let issued = try await registry.create()
    let expected = Secret(
      sid: issued.sid, clientId: vault.client, status: .active, dateCreated: vault.clock.now, dateExpires: nil,
      dateRevoked: nil)
    #expect(try await registry.list() == Page([expected]))
    #expect(try await registry.get(issued.sid) == expected)
  }

  @Test("A page token that no list has given out is refused")
  func foreignToken() async throws {
    await expectRefusal(.invalidParams, at: "page_token") { _ = try await registry.list(after: "x") }
  }

  @Test("Secrets are forgotten 30 days after their end, when the last of their tokens is gone, and not a second before")
  func purge() async throws {
    let pushedOut = try await registry.create()
    let revoked = try await registry.rotate()
    let third = try await registry.rotate(grace: 0)
    vault.clock.advance(by: 2_592_000)
    let fourth = try await registry.rotate()
    #expect(try await registry.list().items.map(\.sid) == [fourth.sid, third.sid, revoked.sid, pushedOut.sid])
    vault.clock.advance(by: 1)
    let fifth = try await registry.rotate()
    #expect(try await registry.list().items.map(\.sid) == [fifth.sid, fourth.sid, third.sid])
  }

  @Test("For forgetting, the first end of a secret counts")
  func firstEnd() async throws {
    let first = try await registry.create()
    _ = try await registry.rotate(grace: 10)
    vault.clock.advance(by: 1_000_000)
    _ = try await registry.revoke(first.sid)
    vault.clock.advance(by: 1_592_011)
    _ = try await registry.rotate()
    await expectRefusal(.notFound) { _ = try await registry.get(first.sid) }
  }

  @Test("The newest secret is kept however long ago it ended, and so is the knowledge that the client had one")
  func newestKept() async throws {
    let only = try await registry.create()
    _ = try await registry.revoke(only.sid)
    vault.clock.advance(by: 400 * Vault.day)
    #expect(try await registry.get(only.sid).status == .revoked)
    await expectRefusal(.alreadyExists) { _ = try await registry.create() }
    let next = try await registry.rotate()
    #expect(try await registry.list().items.map(\.sid) == [next.sid])
  }

  @Test("Forgetting one client's old secrets leaves those of others")
  func othersKept() async throws {
    let other = registry.about(.app(.random()))
    let issued = try await other.create()
    _ = try await other.revoke(issued.sid)
    _ = try await registry.create()
    vault.clock.advance(by: 400 * Vault.day)
    _ = try await registry.rotate()
    #expect(try await other.get(issued.sid).status == .revoked)
  }
}
