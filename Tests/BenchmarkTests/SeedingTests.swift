import Benchmark
import Commands
import FoundationEssentials
import Logging
import RPC
import SecretManager
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct SeedingTests {
  @Test("An app that was seeded gets a token and is listed, rotated and deleted like one that was created")
  func likeAnyOther() async throws {
    let apps = SeededApps(count: 1500)
    try await Self.withDaemons(seeded: apps) { registry, issuer in
      let seeded = apps.credentials(1200)
      let token = try await issuer.call(TokensIssue(clientId: seeded.sid, clientSecret: seeded.secret)).accessToken
      let claims = try #require(try await issuer.call(TokensIntrospect(token: token)).claims)
      #expect(claims.clientId == seeded.sid)
      #expect(claims.scope.split(separator: " ").map(String.init) == SeededApps.permissions)
      let created = try await registry.call(
        AppsCreate(
          accountSid: claims.accountSid, friendlyName: FriendlyName("Created"),
          policy: Policy(allow: SeededApps.permissions)))
      let listed = try await registry.call(AppsList(accountSid: claims.accountSid, pageSize: PageSize(1000))).items
      #expect(listed.count == 501)
      var app = try #require(listed.first { $0.sid == seeded.sid })
      #expect(app.tokenSize == created.app.tokenSize)
      app.tokenSize = nil
      #expect(
        app
          == App(
            sid: app.sid, accountSid: created.app.accountSid, friendlyName: app.friendlyName,
            description: created.app.description,
            status: created.app.status, region: created.app.region, policy: created.app.policy,
            accessTokenTTL: created.app.accessTokenTTL,
            createdBy: "oauth-bench", creatorSid: created.app.creatorSid, dateCreated: app.dateCreated,
            dateUpdated: app.dateCreated, dateLastUsed: app.dateLastUsed))
      #expect(try await registry.call(AppsRotateSecret(sid: seeded.sid)).previous?.sid == claims.secretSid)
      _ = try await registry.call(AppsDelete(sid: seeded.sid))
      #expect(try await issuer.call(TokensIntrospect(token: token)).claims == nil)
    }
  }

  @Test("All of them are different, and each is the same whenever it is asked for")
  func distinct() {
    let apps = SeededApps(count: 5000)
    let all = (0..<5000).map(apps.credentials)
    #expect(Set(all.map(\.sid)).count == 5000)
    #expect(Set(all.map(\.secret.revealed)).count == 5000)
    #expect(all.map(\.sid.text) == all.map(\.sid.text).sorted())
    #expect(all.allSatisfy { $0.secret.revealed.utf8.count == 64 })
    #expect(apps.sample(10).map(\.sid) == stride(from: 0, to: 5000, by: 500).map { all[$0].sid })
    #expect(apps.sample(9000).count == 5000)
  }

  /// Runs the daemons over databases that apps were put into before.
  private static func withDaemons(
    seeded apps: SeededApps, _ body: (_ registry: Client, _ issuer: Client) async throws -> Void
  ) async throws {
    let home = try TemporaryDirectory()
    let directory = "\(home.path)/run"
    let suite = try EmbeddedSuite(
      directory: directory, programs: Checkout.products, permissions: [Checkout.permissions],
      environment: ["OAUTH_APPS_LOG_LEVEL": "critical"], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    func database(_ service: ServiceName) -> String {
      "\(directory)/state/\(service.rawValue)/\(service.rawValue).sqlite"
    }
    let pepper = try Pepper([UInt8](Data(contentsOf: URL(filePath: "\(directory)/credentials/secret-manager/pepper"))))
    try await Seeding(registry: database(.appRegistry), secretManager: database(.secretManager), pepper: pepper).add(
      apps)
    let running = Task { await suite.run() }
    func client(_ service: ServiceName) -> Client {
      Client(SocketClient(path: "\(directory)/\(service.socket)", service: service))
    }
    let result: Result<Void, any Error>
    do { result = .success(try await body(client(.appRegistry), client(.tokenIssuer))) } catch {
      result = .failure(error)
    }
    running.cancel()
    await running.value
    try result.get()
  }
}
