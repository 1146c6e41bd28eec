import Testing
import WireProtocol

@Suite struct AuditEntryTests {
  private static let texts = ["", "ada", "a \"quoted\"\n\u{1B} \\ é text"]

  @Test("An entry writes itself as it crosses the wire, with every member and with none", arguments: texts)
  func json(_ text: String) throws {
    try expect(.example)
    let changes = [
      MemberChange(member: text, from: text, to: text), MemberChange(member: "name", from: nil, to: text),
      MemberChange(member: "name", from: text, to: nil), MemberChange(member: "name", from: nil, to: nil),
    ]
    for changes in [changes, []] {
      try expect(
        AuditEntry(
          number: .max, previous: .ofNone, service: .secretManager, date: .example, caller: .client, uid: 0,
          login: text, actorSid: .sample, method: text, outcome: text,
          subject: Subject(SecretSID.sample, AppSID.sample, Role.owner), changes: changes, traceId: text, count: 7,
          dateFirst: .example, client: .sample, session: .sample))
    }
    try expect(
      AuditEntry(
        number: 1, previous: .ofNone, service: .tokenIssuer, date: .example, caller: .several, uid: nil, login: nil,
        actorSid: nil, method: text, outcome: text, subject: Subject()))
  }

  private func expect(_ entry: AuditEntry) throws {
    let written = String(decoding: entry.json, as: UTF8.self)
    #expect(written == String(decoding: try MessageWriter.json(entry), as: UTF8.self))
  }
}
