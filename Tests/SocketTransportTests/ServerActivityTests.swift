import FoundationEssentials
import InMemoryLogging
import Logging
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

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

  private func call<M: Method>(_ method: M, trace: TraceContext = .random(), as user: String? = nil) async {
    _ = try? await Client(InProcessTransport(dispatcher, from: .root), actingUser: user).call(method, trace: trace)
  }

  @Test("A change has a line with method, caller, trace and outcome")
  func change() async throws {
    let trace = TraceContext.random()
    await call(Change(label: 1), trace: trace, as: "ada")
    let entry = try #require(log.entries.first)
    #expect(log.entries.count == 1)
    #expect(entry.level == .info)
    #expect("\(entry.message)" == "test.change: done")
    var metadata = entry.metadata.mapValues { "\($0)" }
    #expect(metadata.removeValue(forKey: "duration_us").flatMap { Int($0) } != nil)
    #expect(
      metadata == [
        "method": "test.change", "peer_uid": "0", "peer_pid": "1", "outcome": "ok", "trace_id": trace.traceIDText,
        "acting_user": "ada",
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
    #expect("\(log.entries[0].message)".hasPrefix("test.reserved: access_denied: "))
    #expect("\(log.entries[1].message)".hasSuffix("(the private reason)"))
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
  }
}
