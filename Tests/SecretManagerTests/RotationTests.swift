import TestSupport
import Testing
import WireProtocol

@Suite struct RotationTests {
  private let vault: Vault
  private let registry: Registry

  init() throws {
    vault = try Vault()
    registry = try vault.instance()
  }

  @Test("R8: After a rotation both secrets work for a day, then the new one alone")
  func standardGrace() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    #expect(second.previous?.sid == first.sid)
    #expect(second.previous?.status == .active)
    #expect(second.previous?.dateExpires == vault.clock.now + Vault.day)
    vault.clock.advance(by: Vault.day - 1)
    #expect(try await registry.works(first))
    #expect(try await registry.works(second))
    vault.clock.advance(by: 1)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
    #expect(try await registry.get(first.sid).status == .expired)
  }

  @Test("R8: The grace period of a call counts to the second", arguments: [1, 60, 2_592_000])
  func grace(_ seconds: Int) async throws {
    let first = try await registry.create()
    #expect(try await registry.rotate(grace: seconds).previous?.dateExpires == vault.clock.now + seconds)
    vault.clock.advance(by: seconds - 1)
    #expect(try await registry.works(first))
    vault.clock.advance(by: 1)
    #expect(try await !registry.works(first))
  }

  @Test("R8: A secret of the future's end is told as active, and one without an end has none")
  func listed() async throws {
    let first = try await registry.create()
    #expect(try await registry.get(first.sid).dateExpires == nil)
    let second = try await registry.rotate(grace: 10)
    let listed = try await registry.list().items
    #expect(listed.map(\.sid) == [second.sid, first.sid])
    #expect(listed.map(\.status) == [.active, .active])
    #expect(listed.map(\.dateExpires) == [nil, vault.clock.now + 10])
  }

  @Test(
    "R9: With two active secrets the oldest is pushed out at once, not revoked, and the other gets the grace period")
  func pushedOut() async throws {
    let first = try await registry.create()
    let second = try await registry.rotate()
    vault.clock.advance(by: 100)
    let third = try await registry.rotate(grace: 7200)
    #expect(third.previous?.sid == second.sid)
    #expect(third.previous?.dateExpires == vault.clock.now + 7200)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
    #expect(try await registry.works(third))
    let pushedOut = try await registry.get(first.sid)
    #expect(pushedOut.status == .expired)
    #expect(pushedOut.dateExpires == vault.clock.now)
    #expect(pushedOut.dateRevoked == nil)
  }

  @Test(
    "R9: However often it is rotated, within one second or over days, at most two secrets work",
    arguments: [0, 1, 40_000])
  func neverMoreThanTwo(_ pause: Int) async throws {
    var issued = [try await registry.create()]
    for _ in 1...6 {
      vault.clock.advance(by: pause)
      issued.append(try await registry.rotate())
      #expect(try await registry.list().items.count { $0.status == .active } == 2)
      for (place, secret) in issued.reversed().enumerated() { #expect(try await registry.works(secret) == (place < 2)) }
    }
  }

  @Test("R9, R18: With a clock that is set back there are two active secrets at the most, by the list and in use")
  func clockSetBack() async throws {
    let pushedOut = try await registry.create()
    let second = try await registry.rotate()
    vault.clock.advance(by: 100)
    let third = try await registry.rotate(grace: 60)
    let expired = second
    vault.clock.advance(by: 100)
    let fourth = try await registry.rotate()
    vault.clock.set(by: -86_400)
    #expect(try await registry.list().items.filter { $0.status == .active }.map(\.sid) == [fourth.sid, third.sid])
    _ = try await registry.revoke(fourth.sid)
    #expect(try await registry.list().items.filter { $0.status == .active }.map(\.sid) == [third.sid])
    for secret in [pushedOut, expired, fourth] { #expect(try await !registry.works(secret)) }
    #expect(try await registry.works(third))
  }

  @Test("R8, R9: A rotation never lengthens the time that a secret has left")
  func neverLonger() async throws {
    _ = try await registry.create()
    let second = try await registry.rotate(grace: 60)
    let third = try await registry.rotate(grace: 60)
    let end = vault.clock.now + 60
    #expect(third.previous?.dateExpires == end)
    vault.clock.advance(by: 30)
    _ = try await registry.revoke(third.sid)
    #expect(try await registry.rotate(grace: 2_592_000).previous == registry.get(second.sid))
    #expect(try await registry.get(second.sid).dateExpires == end)
  }

  @Test("A client that never had a secret has none to rotate")
  func unknownClient() async throws {
    await expectRefusal(.notFound, at: "client_id") { _ = try await registry.rotate() }
    #expect(try await registry.list().items.isEmpty)
  }

  @Test("With no secret left that works a rotation makes one, and replaces none")
  func noneActive() async throws {
    let first = try await registry.create()
    let revoked = try await registry.revoke(first.sid)
    let second = try await registry.rotate()
    #expect(second.previous == nil)
    #expect(try await registry.works(second))
    #expect(try await registry.get(first.sid) == revoked)
  }
}
