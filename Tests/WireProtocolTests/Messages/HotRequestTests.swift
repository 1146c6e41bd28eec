import JSON
import Testing
import WireProtocol

/// What is read by code of its own is read as by ``MessageReader``, or left to it.
@Suite struct HotRequestTests {
  private static let long = String(repeating: "a", count: MessageReader.longestText)
  /// Values that a member may have, as JSON.
  private static let values = [
    #""""#, #""eyJ.x.y""#, #""\u0065\n\"""#, "\"\(AppSID.sample)\"", "\"\(APIKeySID.sample)\"", "\"\(long)\"",
    "\"\(long)a\"", #""client_credentials""#, "null", "7", "true", "[]", #"["a"]"#, "{}",
  ]

  private func check<M: Method>(_ type: M.Type, _ json: String) throws -> Bool {
    let params = try JSONDocument(Array(json.utf8), limits: JSONLimits(depth: 8)).root
    guard let plain = M.plain(params) else { return false }
    #expect(try MessageReader.read(M.self, from: params, unknownMembers: .refused) == plain, "\(json.prefix(200))")
    return true
  }

  private func check<M: Method>(_ type: M.Type, _ members: [String], needed: [String], plain: Set<String>) throws {
    var seen: Set<String> = []
    for member in members + ["x-more", "unknown"] {
      for value in Self.values {
        let others = needed.filter { $0 != member }.map { #""\#($0)":"GET""# }
        let isPlain = try check(type, "{\((others + ["\"\(member)\":\(value)"]).joined(separator: ","))}")
        if isPlain { seen.insert(member) }
      }
    }
    #expect(seen == plain)
    let all = "{\(plain.sorted().map { "\"\($0)\":\(Self.proper($0))" }.joined(separator: ","))}"
    #expect(try check(type, all))
    #expect(try !check(type, "{}") || needed.isEmpty)
  }

  private static func proper(_ member: String) -> String {
    switch member {
    case "client_id": "\"\(AppSID.sample)\""
    case "api_key": "\"\(APIKeySID.sample)\""
    default: "\"text\""
    }
  }

  @Test("The request for a token in its plain form is read as any other, and every other form by the reader of all")
  func issue() throws {
    try check(
      TokensIssue.self,
      [
        "client_id", "client_secret", "client_assertion", "client_assertion_type", "scope", "grant_type", "resource",
        "account_sid",
      ], needed: [], plain: ["client_id", "client_secret", "scope", "grant_type"])
  }

  @Test("The introspection in its plain form is read as any other, and every other form by the reader of all")
  func introspect() throws {
    try check(
      TokensIntrospect.self,
      ["token", "resource", "client_id", "client_secret", "client_assertion", "client_assertion_type"],
      needed: ["token"], plain: ["token", "resource"])
  }

  @Test("The authorization in its plain form is read as any other, and every other form by the reader of all")
  func authorize() throws {
    try check(
      TokensAuthorize.self,
      ["token", "api_key", "secret", "method", "host", "path", "account_sid", "resource", "tell_scope"],
      needed: ["method", "path"], plain: ["token", "api_key", "secret", "method", "host", "path", "resource"])
  }

  @Test("A meta in its plain form is read as any other, and every other form by the reader of all")
  func meta() throws {
    let trace = #""traceparent":"\#(TraceContext.example)""#
    let plain = [
      "{}", #"{"deadline_ms":5000}"#, "{\(trace)}", #"{\#(trace),"deadline_ms":-1}"#,
      #"{"idempotency_key":"\#(IdempotencyKey.random().text)"}"#,
    ]
    let others = [
      #"{"deadline_ms":"5"}"#, #"{"deadline_ms":1.5}"#, #"{"deadline_ms":null}"#, #"{"acting_user":"ada"}"#,
      #"{"session":"s"}"#, #"{"x-more":1}"#, #"{"unknown":1}"#, #"{"traceparent":"00-0-0-00"}"#,
      #"{"idempotency_key":"short"}"#, "[]", "1", "null", #""text""#,
    ]
    for text in plain {
      let value = try JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8)).root
      #expect(try MessageReader.read(Meta.self, from: value, unknownMembers: .refused) == Meta.plain(value), "\(text)")
    }
    for text in others {
      #expect(Meta.plain(try JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8)).root) == nil, "\(text)")
    }
  }

  @Test("A meta writes itself as every other value is written", arguments: ["", "a \"quoted\"\n\u{1B} \\ é text"])
  func metaJSON(_ text: String) throws {
    let metas = [
      Meta(), Meta(deadlineMs: 5000, traceparent: .random()), Meta(traceparent: .random(isSampled: true)),
      Meta(
        deadlineMs: -1, traceparent: .example, actingUser: text, idempotencyKey: .random(),
        credential: .token(Sensitive(text)), session: Sensitive(text)),
    ]
    for meta in metas {
      let written = String(decoding: try meta.json(), as: UTF8.self)
      #expect(written == String(decoding: try MessageWriter.json(meta), as: UTF8.self))
    }
  }

  @Test("A name with an escape is the same name")
  func escapedName() throws {
    #expect(try check(TokensIntrospect.self, #"{"\u0074oken":"a"}"#))
  }
}
