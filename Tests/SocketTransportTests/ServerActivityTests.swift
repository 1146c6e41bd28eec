import FoundationEssentials
import InMemoryLogging
import Logging
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

/// What is counted and logged about requests.
@Suite struct ServerActivityTests {
  private let log = InMemoryLogHandler()
  private let activity: ServerActivity
  private let dispatcher: Dispatcher

  init() {
    let log = log
    let activity = ServerActivity(logger: Logger(label: "test") { _ in log })
    let jobs = Jobs()
    jobs.releaseAll()
    self.activity = activity
    dispatcher = Dispatcher(jobs.routes) { activity.record($0) }
  }

  private func call<M: Method>(
    _ method: M, trace: TraceContext = .random(), as user: String? = nil, from peer: Peer = .root
  ) async {
    _ = try? await Client(InProcessTransport(dispatcher, from: peer), actingUser: user).call(method, trace: trace)
  }

  private var messages: [String] { log.entries.map { "\($0.message)" } }

  @Test("A change has an entry with what was done, by whom, method, trace and outcome")
  func change() async throws {
    let trace = TraceContext.random()
    await call(Change(label: 1), trace: trace, as: "ada")
    let entry = try #require(log.entries.first)
    #expect(log.entries.count == 1)
    #expect(entry.level == .info)
    #expect("\(entry.message)" == "uid 0 changed something")
    var metadata = entry.metadata.mapValues { "\($0)" }
    #expect(metadata.removeValue(forKey: "duration_us").flatMap { Int($0) } != nil)
    #expect(
      metadata == [
        "method": "test.change", "peer_uid": "0", "peer_pid": "1", "outcome": "ok", "trace_id": trace.traceIDText,
        "kind": "change_made",
      ])
  }

  @Test("A read has a line only where its trace is sampled")
  func read() async {
    await call(Echo(text: "hello"))
    #expect(log.entries.isEmpty)
    await call(Echo(text: "hello"), trace: .random(isSampled: true))
    #expect(log.entries.map { "\($0.message)" } == ["test.echo: done"])
  }

  @Test("A refusal is a notice; a failure of the service is an error that tells the private reason")
  func failures() async throws {
    await call(Reserved())
    await call(Fail())
    try #require(log.entries.count == 2)
    #expect(log.entries.map(\.level) == [.notice, .error])
    #expect("\(log.entries[0].message)".hasPrefix("uid 0 was refused test.reserved: "))
    #expect("\(log.entries[1].message)".hasPrefix("test.fail failed for uid 0: "))
    #expect("\(log.entries[1].message)".hasSuffix(": the private reason"))
    #expect(log.entries.map { $0.metadata["kind"] } == ["request_refused", "request_failed"])
  }

  @Test("A deadline out of bounds is a refusal as any other of a caller's: a notice", arguments: [0, -1, 3_600_001])
  func deadline(_ milliseconds: Int) throws {
    let message = #"{"jsonrpc":"2.0","id":1,"method":"test.change","params":{"label":1},"meta":{"deadline_ms":"#
    _ = dispatcher.receive(Array("\(message)\(milliseconds)}}".utf8), from: .root)
    let entry = try #require(log.entries.first)
    #expect(log.entries.count == 1 && entry.level == .notice)
    #expect(entry.metadata["outcome"] == "invalid_request" && entry.metadata["kind"] == "change_refused")
    #expect("\(entry.message)".hasPrefix("uid 0 was refused test.change: meta.deadline_ms: \(milliseconds) is out of"))
  }

  @Test("What monitors ask has no line, whatever trace they send")
  func routine() async {
    let activity = activity
    let status = ServiceStatusGet.example.reply
    let monitored = Dispatcher(
      serviceMethods.serve(
        RPCDiscover.served(atOnceBy: { _, _ in .example }), ServiceStatusGet.served(atOnceBy: { _, _ in status }),
        ServiceMetricsGet.served(atOnceBy: { _, _ in activity.metrics }))
    ) { activity.record($0) }
    let client = Client(InProcessTransport(monitored, from: .root))
    _ = try? await client.call(ServiceStatusGet(), trace: .random(isSampled: true))
    #expect(activity.metrics.methods.keys.sorted() == ["service.status"])
    #expect(log.entries.isEmpty)
  }

  @Test("What a stranger can cause at will has a few entries, then one that sums them up")
  func flood() async throws {
    let stranger = Peer.person("mallory", userID: 65_534)
    for _ in 1...1000 { await call(Reserved(), from: stranger) }
    for _ in 1...200 { await call(Echo(text: "x"), trace: .random(isSampled: true), from: stranger) }
    for _ in 1...100 { _ = dispatcher.receive(Array("\u{1B}[31m".utf8), from: stranger) }
    #expect(log.entries.count == EntryQuota.entriesOfUser)
    activity.writeSums(at: .now + EntryQuota.window)
    try #require(log.entries.count == EntryQuota.entriesOfUser + 1)
    #expect(
      messages.last == """
        1295 more by uid 65534, not written one by one: 995 test.reserved: access_denied, 200 test.echo: ok, \
        100 ?: parse_error
        """)
    #expect(log.entries.last?.metadata == ["kind": "entries_summed", "count": "1295", "peer_uid": "65534"])
  }

  @Test("What names no method is told as such")
  func noRequest() {
    _ = dispatcher.receive(Array("[]".utf8), from: .root)
    #expect(messages.first?.hasPrefix("uid 0 was refused what is no request: a message is one JSON object;") == true)
  }

  @Test("The failures of a service that is down are no way to flood the log either")
  func failureFlood() async {
    for _ in 1...1000 { await call(Fail(), from: .person("mallory")) }
    #expect(log.entries.count == EntryQuota.entriesOfUser)
  }

  @Test("Amid a flood each change has its entry, whoever makes it, and so has each mistake of an operator")
  func amidFlood() async {
    let stranger = Peer.person("mallory", userID: 65_534)
    for number in 1...100 {
      for _ in 1...10 { await call(Reserved(), from: stranger) }
      await call(Change(label: number), from: number % 2 == 0 ? .root : stranger)
      await call(Reserved())
    }
    #expect(messages.filter { $0.hasSuffix("changed something") }.count == 100)
    #expect(messages.filter { $0.hasPrefix("uid 0 was refused test.reserved") }.count == 100)
    #expect(log.entries.count == 200 + EntryQuota.entriesOfUser)
  }

  @Test("A limit that a user reaches is written within the same bounds")
  func limits() {
    for number in 1...100 {
      activity.write(.userLimitReached, ofUser: 65_534, as: "connection", "uid 65534 holds \(number) connections")
    }
    #expect(log.entries.count == EntryQuota.entriesOfUser)
    #expect(log.entries.first?.metadata == ["kind": "user_limit_reached", "peer_uid": "65534"])
    activity.writeSums(isLast: true)
    #expect(messages.last?.hasSuffix(": 95 connection: user_limit_reached") == true)
  }

  @Test("No text of a peer reaches the log unescaped or at length")
  func escapes() async {
    let hostile = "\u{1B}[31m\n\u{202E}" + String(repeating: "x", count: 10_000)
    let name = (try? Wire.text(hostile)) ?? ""
    for message in [
      #"{"jsonrpc":"2.0","id":1,"method":\#(name)}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.echo",\#(name):1}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.echo","params":{"text":"",\#(name):1}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.echo","params":{\#(name):1}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.echo","meta":{\#(name):1}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.echo","meta":{"traceparent":\#(name),"x":1}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"test.change","params":{"label":\#(name)}}"#,
    ] { _ = dispatcher.receive(Array(message.utf8), from: .root) }
    #expect(log.entries.count == 7)
    for entry in messages {
      #expect(entry.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{202E}" })
      #expect(entry.unicodeScalars.count < 600)
    }
  }

  @Test("Requests are counted by method and by who was to blame")
  func metrics() async {
    for _ in 1...3 { await call(Echo(text: "hello")) }
    await call(Reserved())
    await call(Fail())
    _ = dispatcher.receive(Array("nonsense".utf8), from: .root)
    let methods = activity.metrics.methods
    #expect(methods.mapValues(\.requests) == ["test.echo": 3, "test.reserved": 1, "test.fail": 1, "?": 1])
    #expect(methods.filter { $0.value.refused > 0 }.keys.sorted() == ["?", "test.reserved"])
    #expect(methods.filter { $0.value.failed > 0 }.keys.sorted() == ["test.fail"])
    #expect(methods["test.fail"]?.errors == ["internal_error": 1] && methods["test.echo"]?.errors == [:])
    for counted in methods.values { #expect(counted.durations.reduce(0, +) == counted.requests) }
  }
}
