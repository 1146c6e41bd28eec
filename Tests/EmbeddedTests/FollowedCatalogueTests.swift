import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

/// Services that run take new catalogues by themselves.
@Suite(.timeLimit(.minutes(5))) struct FollowedCatalogueTests {
  private let home: TemporaryDirectory
  private let permissions: String

  init() throws {
    home = try TemporaryDirectory()
    permissions = "\(home.path)/permissions"
    try FileManager.default.createDirectory(atPath: permissions, withIntermediateDirectories: false)
    try write("own:read")
  }

  private func write(_ names: String...) throws {
    let entries = names.map { #"{"permission":"\#($0)","description":""}"# }.joined(separator: ",")
    try writeText(#"{"version":1,"permissions":[\#(entries)]}"#)
  }

  private func writeText(_ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(permissions)/own.json"), options: .atomic)
  }

  /// Waits until both services tell something, in the processes that run.
  private func awaitStatus(
    _ condition: (ServiceStatus) -> Bool, of daemons: Daemons, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for service in [ServiceName.appRegistry, .tokenIssuer] {
      let process = daemons.processes[service]?.processID
      try await waitUntil { try await condition(daemons.client(of: service).call(ServiceStatusGet())) }
      #expect(process == nil || daemons.processes[service]?.processID == process, sourceLocation: sourceLocation)
    }
  }

  @Test("A catalogue that changes is taken as the services run; one that breaks is told, and the one before serves on")
  func followed() async throws {
    try await Daemons.run(in: home, permissions: [permissions]) { daemons in
      let registry = daemons.client(of: .appRegistry)
      let issuer = daemons.client(of: .tokenIssuer)
      func names() async throws -> [String] { try await registry.call(PermissionsList()).items.map(\.permission) }
      #expect(try await names() == ["own:read"])
      let first = try #require(try await issuer.call(ServiceStatusGet()).catalogue)
      #expect(try await registry.call(ServiceStatusGet()).catalogue == first)

      try write("own:read", "own:write")
      try await awaitStatus({ $0.catalogue != first }, of: daemons)
      #expect(try await names() == ["own:read", "own:write"])
      let second = try await registry.call(ServiceStatusGet()).catalogue
      #expect(try await issuer.call(ServiceStatusGet()).catalogue == second)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme")))
      let app = try await registry.call(
        AppsCreate(accountSid: account.sid, friendlyName: FriendlyName("Own"), policy: Policy(allow: ["own:write"])))
      let issue = TokensIssue(clientId: app.app.sid, clientSecret: app.secret)
      #expect(try await issuer.call(issue).scope == "own:write")

      try writeText("{\n  \"version\": 1,\n  \"permission\": []\n}")
      try await awaitStatus({ $0.status == .degraded }, of: daemons)
      let reason = try await issuer.call(ServiceStatusGet()).reasons.first ?? ""
      #expect(reason.contains("\(permissions)/own.json: line 3, column 17: permission: there is no such member"))
      #expect(reason.contains("serves on"))
      #expect(try await issuer.call(ServiceStatusGet()).catalogue == second)
      #expect(try await issuer.call(issue).scope == "own:write")

      try write("own:read")
      try await awaitStatus({ $0.status == .healthy && $0.catalogue == first }, of: daemons)
      let refusal = await #expect(throws: ServiceError.self) { try await issuer.call(issue) }
      #expect(refusal?.code == .invalidScope)
    }
  }
}
