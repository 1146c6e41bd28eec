import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

struct AdmissionTests {
  let fixture: RegistryFixture
  let watch: ChangeWatch

  init() throws {
    fixture = try RegistryFixture {
      try ChangeSignal(path: "\($0.path)/changes", database: "\($0.path)/registry.sqlite")
    }
    watch = ChangeWatch(path: "\(fixture.directory.path)/changes")
  }

  @Test("R3: what a user without a role is refused leaves the change page alone, so it makes no kept answer stale")
  func stranger() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    let stranger = try await fixture.createPerson("sam").client
    let nobody = fixture.client(from: .person("nobody"))
    let before = try #require(watch.version(of: .app(app.sid)))
    for client in [stranger, nobody] {
      for attempt in [
        { _ = try await client.call(AppsUpdate(sid: app.sid, description: .init(trusted: "changed"))) },
        { _ = try await client.call(AppsDelete(sid: app.sid)) },
      ] as [() async throws -> Void] {
        let error = try await #require(throws: ServiceError.self) { try await attempt() }
        #expect([.notFound, .accessDenied].contains(error.code))
      }
    }
    #expect(watch.version(of: .app(app.sid)) == before)
    _ = try await fixture.root.call(AppsUpdate(sid: app.sid, description: .init(trusted: "changed")))
    #expect(watch.version(of: .app(app.sid)) != before)
  }
}
