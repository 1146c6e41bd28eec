import Testing
import WireProtocol

@testable import Commands

struct AuditCommandTests {
  private let services = ScriptedServices()

  private static func entry(_ number: Int, outcome: String = "ok", count: Int? = nil) -> AuditEntry {
    AuditEntry(
      number: number, previous: .ofNone, service: .appRegistry, date: Timestamp(secondsSince1970: 0), caller: .person,
      uid: 1000, login: "ada", actorSid: nil, method: "apps.update", outcome: outcome, subject: Subject(AppSID.sample),
      changes: [MemberChange(member: "friendly_name", from: "Billing", to: "Invoices")], traceId: nil, count: count)
  }

  @Test("A list shows who did what to what, with what came of it")
  func list() async throws {
    try services.answer(AuditList.self, Page([Self.entry(2, outcome: "not_found", count: 12), Self.entry(1)]))
    let ending = await services.run(
      "audit", "list", "--app", AppSID.sample.text, "--actor", "ada", "--method", "apps.update", "--since",
      "2026-11-23T13:00:00Z")
    #expect(ending.status == 0)
    let words = ending.outputLines.map { $0.split(separator: " ").joined(separator: " ") }
    let subject = "app \(AppSID.sample) friendly_name: Billing -> Invoices"
    #expect(
      words == [
        "NUMBER DATE ACTOR METHOD OUTCOME SUBJECT CHANGES TRACE",
        "2 1970-01-01T00:00:00Z ada apps.update not_found x 12 \(subject) -",
        "1 1970-01-01T00:00:00Z ada apps.update ok \(subject) -",
      ])
    let sent = try #require(services.received.first)
    #expect(sent.service == .appRegistry)
    #expect(
      try sent.decoded(as: AuditList.self)
        == AuditList(
          appSid: .sample, actor: "ada", method: "apps.update", since: Timestamp(argument: "2026-11-23T13:00:00Z")))
  }

  @Test("An export prints each entry as it came, of each service that lets this user in")
  func export() async throws {
    services.answer("audit.list", json: #"{"entries":[{"number":2,"x":"é"},{"number":1}],"next_page_token":"p2"}"#)
    services.answer("audit.list", json: #"{"entries":[{"number":0}]}"#)
    let ending = await services.run("audit", "export", forbidden: [.secretManager, .tokenIssuer])
    #expect(ending.status == 0)
    #expect(ending.output == "{\"number\":2,\"x\":\"é\"}\n{\"number\":1}\n{\"number\":0}\n")
    #expect(ending.errors.contains("secret-manager is left out"))
  }

  @Test("A verification goes on to the end, compares with the journal, and tells each fault with status 1")
  func verify() async throws {
    let hash = EntryHash.ofNone
    try services.answer(
      AuditVerify.self,
      AuditVerification(
        trail: .ofNone, entries: 10, last: AuditCheckpoint(number: 10, hash: hash), faults: [], next: 10))
    try services.answer(
      AuditVerify.self,
      AuditVerification(
        trail: .ofNone, entries: 2, last: nil, faults: [AuditFault(number: 11, fault: "is missing: removed")], next: nil
      ))
    let ending = await services.run(
      "audit", "verify", "--service", "token-issuer", "--checkpoint", "4:\(hash)",
      checkpoints: [AuditCheckpoint(number: 3, hash: hash, trail: .ofNone)])
    #expect(ending.status == 1)
    #expect(ending.output == "token-issuer: entry 11 is missing: removed\n")
    let sent = try services.received.map { try $0.decoded(as: AuditVerify.self) }
    #expect(sent.map(\.after) == [nil, 10])
    let checkpoints = [
      AuditCheckpoint(number: 4, hash: hash), AuditCheckpoint(number: 3, hash: hash, trail: .ofNone),
    ]
    #expect(sent.allSatisfy { $0.checkpoints == checkpoints })
  }

  @Test("A trail that is intact and not the one that the journal knows ends with status 1: the database is another")
  func replaced() async throws {
    let former = try #require(EntryHash(String(repeating: "a7", count: 32)))
    try services.answer(
      AuditVerify.self, AuditVerification(trail: .ofNone, entries: 0, last: nil, faults: [], next: nil))
    let ending = await services.run(
      "audit", "verify", "--service", "token-issuer",
      checkpoints: [former, .ofNone].map { AuditCheckpoint(number: 3, hash: .ofNone, trail: $0) })
    #expect(ending.status == 1)
    #expect(ending.errors.contains("token-issuer: the journal tells of another trail as well"), "\(ending.errors)")
  }

  @Test("A trail that is as it was written is told so")
  func intact() async throws {
    try services.answer(
      AuditVerify.self, AuditVerification(trail: .ofNone, entries: 10, last: nil, faults: [], next: nil))
    let ending = await services.run("audit", "verify", forbidden: [.secretManager])
    #expect(ending.status == 0)
    #expect(
      ending.output == """
        app-registry: 10 entries, as they were written
        token-issuer: 10 entries, as they were written

        """)
  }

  @Test(
    "What is no checkpoint, and one without a service, is refused before anything is sent",
    arguments: [
      ["--service", "token-issuer", "--checkpoint", "4"], ["--checkpoint", "4:\(EntryHash.ofNone)"],
      ["--service", "token-issuer", "--checkpoint", "4:zz"],
    ])
  func usage(arguments: [String]) async {
    let ending = await services.run("audit", "verify", and: arguments)
    #expect(ending.status == 64)
    #expect(services.received.isEmpty)
  }
}
