import Logging
import NIOPosix
import RPC
import StatefulDaemon
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@testable import Daemon

/// A service that can't be assembled is tried again, at a call and by and by.
@Suite struct StartupTests {
  private let directory: TemporaryDirectory
  private let attempts = Attempts()

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// How often a service was assembled, and what the clock says.
  private final class Attempts: Sendable {
    let made = Atomic(0)
    let fault = Mutex<String?>("a screw is missing")
    let seconds = Atomic(0)
    private let start = ContinuousClock.now

    func now() -> ContinuousClock.Instant { start + .seconds(seconds.load(ordering: .relaxed)) }
    var count: Int { made.load(ordering: .relaxed) }
    func wait(_ number: Int) { seconds.add(number, ordering: .relaxed) }
    func mend() { fault.withLock { $0 = nil } }
  }

  private func startup(hasWrongCredential: Bool = false) -> Startup {
    let path = "\(directory.path)/jobs.sqlite"
    return Startup(.secretManager, logger: .silent, now: attempts.now) { [attempts] in
      attempts.made.add(1, ordering: .relaxed)
      if let fault = attempts.fault.withLock(\.self) { throw StartError(fault) }
      let store = Store(path: path, service: .secretManager, schema: Schema("CREATE TABLE jobs (id INTEGER)"))
      let list: @Sendable (SecretsList, Call) throws -> Page<Secret> = { _, _ in Page([], nextPageToken: nil) }
      let routes = Interface(SecretsList.self).serve(SecretsList.served(atOnceBy: list))
      let daemon = Daemon(
        settings: .standard, service: .secretManager, surroundings: Surroundings(environment: [:]),
        loop: MultiThreadedEventLoopGroup.singleton.next(), moments: Moments(), logger: .silent)
      let credential: Assembly.Part = (
        "screw", { if hasWrongCredential { throw StartError("it is another screw") } else { "fits" } }
      )
      return Startup.Result(
        daemon: daemon, assembly: Assembly(routes: routes, store: store, credentialChecks: [credential]))
    }
  }

  private func client(_ startup: Startup) -> Client {
    let table = RouteTable(startup.standIns)
    startup.fill(table)
    return Client(InProcessTransport(Dispatcher(table), from: .service(.appRegistry)))
  }

  private func expectRefusal(_ client: Client, sourceLocation: SourceLocation = #_sourceLocation) async {
    let expected = ServiceError(
      .unavailable, "secret-manager can't work: a screw is missing", service: "secret-manager")
    await #expect(throws: expected, sourceLocation: sourceLocation) {
      try await client.call(SecretsList(clientId: .sample))
    }
  }

  @Test("Until it works, calls are told why; a call tries again, but not more than once a second")
  func callsTryAgain() async throws {
    let startup = startup()
    startup.attempt()
    let client = client(startup)
    for _ in 1...3 { await expectRefusal(client) }
    #expect(attempts.count == 1)
    attempts.wait(1)
    for _ in 1...3 { await expectRefusal(client) }
    #expect(attempts.count == 2)
    attempts.mend()
    await expectRefusal(client)
    attempts.wait(1)
    _ = try await client.call(SecretsList(clientId: .sample))
    #expect(startup.reason == nil)
  }

  @Test("Once it works it is not made again, and the methods are its own")
  func works() async throws {
    attempts.mend()
    let startup = startup()
    startup.attempt()
    let client = client(startup)
    for _ in 1...3 { _ = try await client.call(SecretsList(clientId: .sample)) }
    #expect(attempts.count == 1)
    await #expect(throws: ServiceError.self) {
      try await client.call(SecretsGet(clientId: .sample, secretSid: .sample))
    }
  }

  @Test("Who may not call a method is not told why the service can't work")
  func strangers() async throws {
    let startup = startup()
    startup.attempt()
    let stranger = Client(InProcessTransport(Dispatcher(startup.standIns), from: .person("bob")))
    let error = await #expect(throws: ServiceError.self) { try await stranger.call(SecretsList(clientId: .sample)) }
    #expect(error?.code == .accessDenied)
    #expect(error?.message.contains("screw") == false)
  }

  @Test("That a credential is the wrong one is known from the start, before anybody asks for the status")
  func wrongCredential() async throws {
    attempts.mend()
    let startup = startup(hasWrongCredential: true)
    startup.attempt()
    let health = ServiceHealth(.secretManager, startup, LiveSettings())
    #expect(health.reasons.isEmpty)
    let upkeep = Task { try await Upkeep(startup: startup, health: health, moments: Moments(), logger: .silent).run() }
    for _ in 1...10_000 where health.reasons.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    #expect(health.reasons == ["it is another screw"])
    upkeep.cancel()
    _ = try? await upkeep.value
  }

  @Test(
    """
    A process ends by itself, so that the next call starts another, where it can't work or has the wrong credential, \
    and only there
    """)
  func succession() async throws {
    func health(_ startup: Startup) -> ServiceHealth { ServiceHealth(.secretManager, startup, LiveSettings()) }
    let startup = startup()
    startup.attempt()
    #expect(await health(startup).awaitsNewProcess())
    attempts.mend()
    attempts.wait(1)
    startup.attempt()
    #expect(await !health(startup).awaitsNewProcess())

    let other = self.startup(hasWrongCredential: true)
    other.attempt()
    #expect(other.reason == nil)
    let mistaken = health(other)
    #expect(await mistaken.awaitsNewProcess())
    try await Succession(health: mistaken, logger: .silent, period: .milliseconds(1)).run()
  }

  @Test("The pauses between attempts that nobody asks for grow up to a minute")
  func pauses() {
    let startup = startup()
    let pauses = (1...9).map { _ in
      startup.attempt()
      attempts.wait(1)
      return startup.pause / .seconds(1)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
  }
}
