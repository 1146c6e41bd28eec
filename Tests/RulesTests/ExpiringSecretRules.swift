import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Secrets that end soon, of all apps and API keys")
struct ExpiringSecretRules {
  private struct Scene {
    let account: AccountSID
    let other: AccountSID
    /// The next to end first: of an app of the one account, of a key of the same, and of an app of the other.
    let secrets: [SecretSID]
  }

  private static func makeScene(_ world: World) async throws -> Scene {
    let account = try await world.makeAccount()
    let other = try await world.makeAccount("Other")
    let app = try await world.makeApp(in: account)
    let soon = try await world.registry.call(
      AppsRotateSecret(sid: app.sid, gracePeriod: GracePeriod(0), secretExpires: world.clock.now + 1000))
    let key = try await world.makeKey(in: account)
    _ = try await world.rotate(key, grace: 2000)
    let foreign = try await world.makeApp(in: other)
    _ = try await world.rotate(foreign, grace: 3000)
    return Scene(account: account, other: other, secrets: [soon.sid, key.secretSid, foreign.secretSid])
  }

  private static func list(
    _ client: Client, _ world: World, _ seconds: Int = 5000, of account: AccountSID? = nil, size: Int? = nil
  ) async throws -> [SecretSID] {
    var found: [SecretSID] = []
    var token: String?
    repeat {
      let page = try await client.call(
        ClientsListSecrets(
          accountSid: account, expiresBefore: world.clock.now + seconds, pageSize: size.flatMap(PageSize.init),
          pageToken: token))
      found += page.items.map(\.sid)
      token = page.nextPageToken
    } while token != nil
    return found
  }

  @Test(
    "Those that work now and end before a moment are found, the next to end first, page by page",
    arguments: World.Wiring.allCases)
  func finding(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let scene = try await Self.makeScene(world)
      for size in [nil, 1, 2] {
        #expect(try await Self.list(world.registry, world, size: size) == scene.secrets)
      }
      #expect(try await Self.list(world.registry, world, 2001) == Array(scene.secrets.prefix(2)))
      #expect(try await Self.list(world.registry, world, 2000) == Array(scene.secrets.prefix(1)))
      #expect(try await Self.list(world.registry, world, of: scene.other) == Array(scene.secrets.suffix(1)))
      world.clock.advance(by: 1000)
      #expect(try await Self.list(world.registry, world) == Array(scene.secrets.dropFirst()))
    }
  }

  @Test("R3: people find those of the apps and API keys that their roles let them use")
  func people() async throws {
    try await withWorld(.inProcess) { world in
      let scene = try await Self.makeScene(world)
      let expected: [(String, Role?, AccountSID, [SecretSID])] = [
        ("Ada", .developer, scene.account, Array(scene.secrets.prefix(2))),
        ("Bob", .owner, scene.other, Array(scene.secrets.suffix(1))), ("Sue", .support, scene.account, []),
        ("Sam", nil, scene.account, []),
      ]
      for (name, role, account, secrets) in expected {
        _ = try await world.makeUser(name, role, in: account)
        for size in [nil, 1] {
          #expect(try await Self.list(world.client(.appRegistry, as: name), world, size: size) == secrets)
        }
      }
      let ada = world.client(.appRegistry, as: "Ada")
      #expect(try await world.refusal { try await Self.list(ada, world, of: scene.other) } == "not_found")
      let sue = world.client(.appRegistry, as: "Sue")
      #expect(try await world.refusal { try await Self.list(sue, world, of: scene.account) } == "role_not_permitted")
    }
  }

  @Test("A token is good for the list of one account; a list that looks some days ahead goes on with it later")
  func foreignToken() async throws {
    try await withWorld(.inProcess) { world in
      let scene = try await Self.makeScene(world)
      let moment = world.clock.now + 5000
      let token = try await world.registry.call(
        ClientsListSecrets(expiresBefore: moment, pageSize: PageSize(1))
      ).nextPageToken
      #expect(token != nil)
      for list in [
        ClientsListSecrets(accountSid: scene.account, expiresBefore: moment, pageToken: token),
        ClientsListSecrets(expiresBefore: moment, pageToken: "x"),
      ] {
        #expect(try await world.refusal { try await world.registry.call(list) } == "invalid_params")
      }
      let rest = try await world.registry.call(ClientsListSecrets(expiresBefore: moment + 60, pageToken: token))
      #expect(rest.items.map(\.sid) == Array(scene.secrets.dropFirst()))
    }
  }

  @Test("What was revoked, pushed out or deleted does not end any more")
  func gone() async throws {
    try await withWorld(.inProcess) { world in
      let scene = try await Self.makeScene(world)
      let found = try await world.registry.call(ClientsListSecrets(expiresBefore: world.clock.now + 5000)).items
      guard case .app(let first) = found[0].clientId, case .app(let last) = found[2].clientId else { return }
      _ = try await world.registry.call(AppsRevokeSecret(sid: first, secretSid: found[0].sid))
      _ = try await world.registry.call(AppsDelete(sid: last))
      #expect(try await Self.list(world.registry, world) == [scene.secrets[1]])
    }
  }
}
