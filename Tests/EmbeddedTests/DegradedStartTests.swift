import FoundationEssentials
import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// A daemon that can't work starts all the same, tells everybody why and what to do, and works as soon as it can.
@Suite(.timeLimit(.minutes(5))) struct DegradedStartTests {
  private let home: TemporaryDirectory
  private let permissions: String

  init() throws {
    home = try TemporaryDirectory()
    permissions = "\(home.path)/permissions"
    try FileManager.default.createDirectory(atPath: permissions, withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      atPath: "\(Daemons.permissions)/twilio.json", toPath: "\(permissions)/twilio.json")
  }

  private func write(_ bytes: some Collection<UInt8>, _ path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// Asks a method that needs all of the service.
  private func ask(_ service: ServiceName, of daemons: Daemons) async throws {
    switch service {
    case .appRegistry: _ = try await daemons.client(of: service).call(AccountsList())
    case .secretManager: _ = try await daemons.client(of: service).call(SecretsList(clientId: .sample))
    case .tokenIssuer: _ = try await daemons.client(of: service).call(JWKSGet())
    case .gateway: try await askOverHTTP(daemons)
    case .console: break
    }
  }

  /// The gateway has no methods of its own.
  private func askOverHTTP(_ daemons: Daemons) async throws {
    let answer = try await Program.run(
      "/usr/bin/curl", ["--silent", "--unix-socket", "\(daemons.directory)/http.sock", "http://localhost/v2/token"])
    guard answer.output.contains("temporarily_unavailable") else { return }
    throw ServiceError(.unavailable, answer.output, service: ServiceName.gateway.rawValue)
  }

  /// Expects a service to be degraded for a reason, in every way in which one can learn of it.
  private func expectDegraded(
    _ service: ServiceName, _ reason: String, of daemons: Daemons, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) {
      try await ask(service, of: daemons)
    }
    #expect(error?.code == .unavailable, sourceLocation: sourceLocation)
    #expect(error?.service == service.rawValue, sourceLocation: sourceLocation)
    #expect(error?.message.contains(reason) == true, "\(error as Any)", sourceLocation: sourceLocation)
    let status = try await daemons.client(of: service).call(ServiceStatusGet())
    #expect(status.status == .degraded, sourceLocation: sourceLocation)
    #expect(status.reasons.contains { $0.contains(reason) }, "\(status.reasons)", sourceLocation: sourceLocation)
    #expect(
      try await daemons.client(of: service).call(ServiceMetricsGet()).degraded == 1, sourceLocation: sourceLocation)
    _ = try await daemons.client(of: service).call(RPCDiscover())
    let ending = try await daemons.oauthctl("status")
    #expect(ending.status == 69, sourceLocation: sourceLocation)
    #expect(ending.errors.contains(reason), "\(ending.errors)", sourceLocation: sourceLocation)
  }

  /// Waits until a service works, in the process that did not.
  private func awaitWork(_ service: ServiceName, of daemons: Daemons) async throws {
    let process = try #require(daemons.processes[service])
    // Calls have it try again once a second.
    try await waitUntil {
      do { try await ask(service, of: daemons) } catch let error as ServiceError where error.code == .unavailable {
        return false
      }
      return true
    }
    #expect(daemons.processes[service]?.processID == process.processID)
    #expect(try await daemons.client(of: service).call(ServiceStatusGet()).status == .healthy)
    #expect(try await daemons.client(of: service).call(ServiceMetricsGet()).degraded == 0)
  }

  @Test(
    "A setting that can't be used is told to whoever calls, with the variable",
    arguments: [
      ("OAUTH_APPS_IDLE_TIMEOUT", "soon", "OAUTH_APPS_IDLE_TIMEOUT: expected a whole number"),
      ("OAUTH_APPS_LOG_LEVEL", "loud", #"OAUTH_APPS_LOG_LEVEL: "loud" is not one of trace, debug, info"#),
      ("OAUTH_APPS_SIGNING_ALGORITHM", "HS256", #"unknown value "HS256"; one of ES256, RS256, EdDSA"#),
      ("OAUTH_APPS_ISSUER", "https://A.example", #"OAUTH_APPS_ISSUER: "https://A.example" is not an https URL"#),
      ("OAUTH_APPS_ISUER", "https://a.example", "OAUTH_APPS_ISUER: there is no such setting"),
    ])
  func setting(variable: String, value: String, reason: String) async throws {
    try await Daemons.run(environment: [variable: value]) { daemons in
      try await expectDegraded(.tokenIssuer, reason, of: daemons)
    }
  }

  @Test(
    "A catalogue with a fault is told with file and place, and its service works once it is right",
    arguments: ["{", #"{"namespace":7}"#, "[]"])
  func catalogue(content: String) async throws {
    try write(content.utf8, "\(permissions)/broken.json")
    try await Daemons.run(in: home, permissions: [permissions]) { daemons in
      for service in [ServiceName.appRegistry, .tokenIssuer] {
        try await expectDegraded(service, "\(permissions)/broken.json", of: daemons)
      }
      try FileManager.default.removeItem(atPath: "\(permissions)/broken.json")
      for service in [ServiceName.appRegistry, .tokenIssuer] { try await awaitWork(service, of: daemons) }
      let app = try await daemons.makeApp()
      _ = try await daemons.issueToken(app)
    }
  }

  @Test(
    "A credential that is missing or has the wrong length is told, and the service works with the right one",
    arguments: [(ServiceName.tokenIssuer, "key-encryption-key"), (.secretManager, "pepper")])
  func credential(service: ServiceName, name: String) async throws {
    let file = "\(home.path)/run/credentials/\(service.rawValue)/\(name)"
    try await Daemons.run(in: home) { daemons in
      let app = try await daemons.makeApp()
      _ = try await daemons.issueToken(app)
    }
    let original = try Data(contentsOf: URL(filePath: file))
    try write("short".utf8, file)
    try await Daemons.run(in: home) { daemons in
      try await expectDegraded(service, "has 5 bytes, not 32", of: daemons)
    }
    try FileManager.default.removeItem(atPath: file)
    try await Daemons.run(in: home) { daemons in
      try await expectDegraded(service, "credential \(file) can't be read: No such file or directory", of: daemons)
      try original.write(to: URL(filePath: file))
      try await awaitWork(service, of: daemons)
    }
  }

  @Test("A change page that can't be made is told with its path, and the service works once it can")
  func changePage() async throws {
    try await Daemons.run(in: home) { daemons in
      let directory = "\(daemons.directory)/\(ServiceName.appRegistry.rawValue)"
      try FileManager.default.removeItem(atPath: directory)
      try await expectDegraded(.appRegistry, "can't use \(directory)/changes: No such file or directory", of: daemons)
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
      try await awaitWork(.appRegistry, of: daemons)
    }
  }

  @Test("An operator who asks for it learns what each part of a service is like")
  func checks() async throws {
    try await Daemons.run { daemons in
      for service in ServiceName.allCases { try await ask(service, of: daemons) }
      let status = try await daemons.client(of: .tokenIssuer).call(ServiceStatusGet(check: true))
      #expect(
        status.checks.map(\.part) == [
          "database", "change page", "signing key", "credential socket", "catalogue", "settings", "app-registry",
          "secret-manager",
        ])
      #expect(status.checks.allSatisfy { $0.status == .healthy }, "\(status.checks)")
      #expect(status.status == .healthy)
      #expect(try await daemons.client(of: .tokenIssuer).call(ServiceStatusGet()).checks == [])
      let registry = try await daemons.client(of: .appRegistry).call(ServiceStatusGet(check: true))
      let catalogue = try #require(registry.checks.first { $0.part == "catalogue" })
      #expect(catalogue.detail.contains(/^[0-9]+ permissions in 1 file, loaded 20/))
    }
  }

  @Test("systemd learns of it from STATUS=, and that the daemon is ready all the same")
  func notification() async throws {
    let systemd = try NotificationSocket(path: "\(home.path)/notify")
    var notifications = systemd.notifications.makeAsyncIterator()
    let environment = ["NOTIFY_SOCKET": "\(home.path)/notify", "OAUTH_APPS_IDLE_TIMEOUT": "soon"]
    try await Daemons.run(environment: environment) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(RPCDiscover())
      #expect(
        await notifications.next() == [
          "READY=1",
          "STATUS=degraded: OAUTH_APPS_IDLE_TIMEOUT: expected a whole number",
        ])
    }
    while await notifications.next() != nil {}
  }

  @Test("SIGUSR1 and SIGUSR2 are told in the log and end nothing", arguments: [SIGUSR1, SIGUSR2])
  func signals(signal: CInt) async throws {
    let ending = try await Daemons.runUp(in: home) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      let process = try #require(daemons.processes[.tokenIssuer])
      // The first of them may come before the daemon listens for any; then it is ignored without a word.
      for _ in 1...50 {
        process.send(signal: signal)
        _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      }
      #expect(daemons.processes[.tokenIssuer]?.processID == process.processID)
    }
    #expect(ending.errors.contains(" is ignored; SIGHUP has the files read again"), "\(ending.errors)")
  }
}
