import Foundation
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite struct DispatcherTests {
  private let workshop = Workshop()

  private func reply(to message: String, from peer: Peer = .root) async throws -> Reply {
    switch workshop.dispatcher.receive(Array(message.utf8), from: peer) {
    case .answered(let reply): reply
    case .pending(let finish): await finish()
    }
  }

  private func refusal(
    of method: String, _ params: String = "{}", meta: String = "{}", from peer: Peer = .root
  ) async throws -> ServiceError? {
    let message = #"{"jsonrpc":"2.0","id":"q7","method":"\#(method)","params":\#(params),"meta":\#(meta)}"#
    let reply = try await reply(to: message, from: peer)
    #expect(reply.id == .string("q7"))
    if case .failure(let error) = reply.outcome { return error }
    return nil
  }

  @Test("A request is answered under its id: at once where the handler need not wait, later where it must")
  func kinds() async throws {
    let get = Array(#"{"jsonrpc":"2.0","id":1,"method":"tools.get","params":{"name":"a/b"}}"#.utf8)
    guard case .answered(let reply) = workshop.dispatcher.receive(get, from: .root) else {
      Issue.record("tools.get waits")
      return
    }
    #expect(reply.encoded() == Array(#"{"jsonrpc":"2.0","id":1,"result":{"text":"a/b"}}"#.utf8))
    let mend = Array(#"{"jsonrpc":"2.0","id":2,"method":"tools.mend"}"#.utf8)
    guard case .pending(let finish) = workshop.dispatcher.receive(mend, from: .root) else {
      Issue.record("tools.mend does not wait")
      return
    }
    #expect(workshop.calls.count == 1)
    #expect(await finish().encoded() == Array(#"{"jsonrpc":"2.0","id":2,"result":{}}"#.utf8))
    #expect(workshop.calls.count == 2)
  }

  @Test("What waits is refused beyond the limit, until something is done; what need not wait is answered all the while")
  func overload() async throws {
    let dispatcher = workshop.dispatcher(Shares { $0.waitingRequests = Share(all: 2) })
    let mend = Array(#"{"jsonrpc":"2.0","id":2,"method":"tools.mend"}"#.utf8)
    let get = Array(#"{"jsonrpc":"2.0","id":1,"method":"tools.get","params":{"name":"a"}}"#.utf8)
    guard case .pending(let first) = dispatcher.receive(mend, from: .root),
      case .pending(let second) = dispatcher.receive(mend, from: .root),
      case .answered(let refused) = dispatcher.receive(mend, from: .root),
      case .answered(let answered) = dispatcher.receive(get, from: .root)
    else {
      Issue.record("not two that wait, a refusal and an answer")
      return
    }
    let expected = ServiceError(
      .tooManyRequests,
      "too many requests that wait: uid 0 has 2 of at most 2, users like it together 2 of at most 2; try again later")
    #expect(throws: expected) { try refused.outcome.get() }
    #expect(try answered.outcome.get() == Array(#"{"text":"a"}"#.utf8))
    _ = await first()
    guard case .pending(let third) = dispatcher.receive(mend, from: .root) else {
      Issue.record("refused although one is done")
      return
    }
    for finish in [second, third] { #expect(try await finish().outcome.get() == Array("{}".utf8)) }
  }

  @Test(
    "A method that is not there is told by name",
    arguments: ["tools.sell", "", "TOOLS.GET", "tools.get ", "rpc.discover"])
  func unknownMethod(_ name: String) async throws {
    let expected = ServiceError(.methodNotFound, "no method \"\(name)\"; rpc.discover lists what there is")
    #expect(try await refusal(of: name) == expected)
  }

  @Test("Of a long name of a method the refusal repeats the beginning")
  func longMethod() async throws {
    let refusal = try await refusal(of: String(repeating: "é", count: 400_000))
    #expect(refusal?.message.hasPrefix("no method \"\(String(repeating: "é", count: 64))…\";") == true)
    let combining = try await self.refusal(of: "e" + String(repeating: "\u{301}", count: 400_000))
    #expect(combining.map { $0.message.utf8.count < 2000 } == true)
  }

  @Test(
    "Who may not call a method is refused before its parameters are looked at",
    arguments: [
      "{}", #"{"name":7}"#, #"{"nonsense":1}"#, #"{"name":"x"}"#,
    ])
  func access(_ params: String) async throws {
    let stranger = Peer(processID: 9, userID: 4242, callers: [.anyone]) { nil }
    let expected = ServiceError(
      .accessDenied, "tools.get is for people with a role, operators; uid 4242 is not among them")
    #expect(try await refusal(of: "tools.get", params, from: stranger) == expected)
    #expect(try await refusal(of: "tools.mend", params, from: .person("ada"))?.code == .accessDenied)
    #expect(workshop.calls.isEmpty)
  }

  @Test("A member that the method does not have is refused by name, and told what it takes")
  func misspelt() async throws {
    #expect(
      try await refusal(of: "tools.get", #"{"name":"x","sise":3}"#)
        == ServiceError(.invalidParams, "sise: tools.get has no such member; it takes name, size", path: "sise"))
    #expect(
      try await refusal(of: "tools.mend", #"{"name":"x"}"#)
        == ServiceError(.invalidParams, "name: tools.mend has no such member; it takes none", path: "name"))
    #expect(workshop.calls.isEmpty)
  }

  @Test("Of a long name of a member the refusal repeats the beginning")
  func longMember() async throws {
    let refusal = try await refusal(of: "tools.mend", #"{"\#(String(repeating: "x", count: 900_000))":1}"#)
    #expect(refusal?.path == String(repeating: "x", count: 64) + "…")
    #expect(refusal.map { $0.message.utf8.count < 500 } == true)
  }

  @Test(
    "What is wrong with a parameter is told by its place",
    arguments: [
      (#"{}"#, "name", "name: required, but missing"), (#"{"name":null}"#, "name", "name: expected a string, not null"),
      (#"{"name":["x"]}"#, "name", "name: expected a string"),
      (#"{"name":""}"#, "name", "name: 0 characters; 1 to 64 are allowed"),
      (#"{"name":"x","size":0}"#, "size", "size: 0 is out of bounds; 1 to 1000 items are allowed"),
      (#"{"name":"x","size":1e99}"#, "size", "size: expected a whole number of at most 63 bits"),
      (#"{"name":"x","size":"5"}"#, "size", "size: expected a whole number"),
    ])
  func invalidParams(_ params: String, path: String, message: String) async throws {
    #expect(try await refusal(of: "tools.get", params) == ServiceError(.invalidParams, message, path: path))
    #expect(workshop.calls.isEmpty)
  }

  @Test("An optional parameter may be null")
  func nullParameter() async throws {
    #expect(try await refusal(of: "tools.get", #"{"name":"x","size":null}"#) == nil)
  }

  @Test("A stranger can't act for another user; an operator can, and counts as a person then")
  func actingUser() async throws {
    let meta = #"{"acting_user":"ada"}"#
    for peer in [Peer.person("eve"), .service(.tokenIssuer), .inspector] {
      let refusal = try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: meta, from: peer)
      #expect(
        refusal
          == ServiceError(
            .accessDenied, "acting_user: only operators may act for another user", path: "meta.acting_user"))
    }
    #expect(workshop.calls.isEmpty)
    #expect(try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: meta, from: .root) == nil)
    #expect(workshop.calls.map(\.actingUser) == ["ada"])
    #expect(try await refusal(of: "tools.mend", meta: meta)?.code == .accessDenied)
  }

  @Test("Only the gateway passes on what its callers show; the call has the rights of that alone, never the gateway's")
  func credential() async throws {
    let meta = #"{"credential":{"token":"eyJ"}}"#
    for peer in [Peer.person("eve"), .root, .inspector, .service(.tokenIssuer), .service(.appRegistry)] {
      #expect(
        try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: meta, from: peer)
          == ServiceError(
            .accessDenied, "credential: only the gateway may pass on what its callers show", path: "meta.credential"))
    }
    #expect(workshop.calls.isEmpty)
    // Under oauthctl up all daemons and their user are one to the kernel.
    let embedded = Peer(
      processID: 1, userID: 1000, callers: [.anyone, .people, .operators, .service(.gateway)]
    ) { "ada" }
    for peer in [Peer.service(.gateway), embedded] {
      let both = #"{"credential":{"token":"eyJ"},"acting_user":"ada"}"#
      for method in ["tools.borrow", "tools.mend", "tools.get"] {
        let refusal = try await refusal(
          of: method, method == "tools.get" ? #"{"name":"x"}"# : "{}", meta: meta, from: peer)
        #expect(refusal?.code == (method == "tools.borrow" ? nil : .accessDenied))
      }
      let refused = try await refusal(of: "tools.borrow", meta: both, from: peer)
      #expect(refused.map { [.invalidRequest, .accessDenied].contains($0.code) } == true)
    }
    #expect(workshop.calls.map(\.credential) == [.token(Sensitive("eyJ")), .token(Sensitive("eyJ"))])
    #expect(workshop.calls.allSatisfy { $0.callers == [.anyone, .holders] })
    #expect(try await refusal(of: "tools.borrow", from: .service(.gateway))?.code == .accessDenied)
  }

  @Test("A deadline out of bounds is refused with its path", arguments: [0, -1, Int.min, 3_600_001, Int.max])
  func deadlineOutOfBounds(_ milliseconds: Int) async throws {
    let refusal = try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: #"{"deadline_ms":\#(milliseconds)}"#)
    #expect(refusal?.code == .invalidRequest)
    #expect(refusal?.path == "meta.deadline_ms")
    #expect(refusal?.message.contains("1 to 3600000 milliseconds") == true)
    #expect(workshop.calls.isEmpty)
  }

  @Test(
    "A deadline is counted from when the request is read: 30 s if not given, an hour at most",
    arguments: [
      ("{}", Duration.seconds(30)), (#"{"deadline_ms":1500}"#, .milliseconds(1500)),
      (#"{"deadline_ms":1}"#, .milliseconds(1)), (#"{"deadline_ms":3600000}"#, .seconds(3600)),
    ])
  func deadline(_ meta: String, patience: Duration) async throws {
    let before = ContinuousClock.now
    #expect(try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: meta) == nil)
    let call = try #require(workshop.calls.first)
    #expect(call.deadline >= before + patience)
    #expect(call.deadline <= .now + patience)
  }

  @Test("A request goes on in its caller's trace, or starts one")
  func trace() async throws {
    let trace = TraceContext.random(isSampled: true)
    _ = try await refusal(of: "tools.get", #"{"name":"x"}"#, meta: #"{"traceparent":"\#(trace)"}"#)
    _ = try await refusal(of: "tools.get", #"{"name":"x"}"#)
    #expect(workshop.calls[0].trace == trace)
    #expect(workshop.calls[1].trace.traceIDText != trace.traceIDText)
  }

  @Test("A refusal by the handler reaches the caller; of an accident only the log has the reason")
  func failures() async throws {
    #expect(try await refusal(of: "tools.get", #"{"name":"axe"}"#) == ServiceError(.notFound, "no axe"))
    let accident = try await refusal(of: "tools.get", #"{"name":"saw"}"#)
    #expect(accident == ServiceError(.internalError, "internal error; the service's log has the reason"))
    let completions = workshop.completions
    #expect(completions.map(\.failure?.code) == [.notFound, .internalError])
    #expect(completions[0].detail == nil)
    #expect(completions[1].detail?.contains("the saw slipped") == true)
  }

  @Test("A reply that no frame holds is refused with the cure")
  func longReply() async throws {
    let refusal = try await refusal(of: "tools.get", #"{"name":"forest"}"#)
    #expect(refusal?.code == .limitExceeded)
    #expect(refusal?.message.hasSuffix("more than a frame holds; ask for a smaller page_size") == true)
  }

  @Test("Each request is observed once, with as much as was known of it")
  func observed() async throws {
    _ = try await reply(to: "nonsense")
    _ = try await refusal(of: "tools.sell")
    _ = try await refusal(of: "tools.mend", from: .person("ada"))
    _ = try await refusal(of: "tools.mend")
    let completions = workshop.completions
    #expect(completions.map(\.method?.name) == [nil, nil, "tools.mend", "tools.mend"])
    #expect(completions.map { $0.call != nil } == [false, false, true, true])
    #expect(completions.map(\.failure?.code) == [.parseError, .methodNotFound, .accessDenied, nil])
    #expect(completions.allSatisfy { $0.detail == nil && $0.duration >= .zero })
  }
}
