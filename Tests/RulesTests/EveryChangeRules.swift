import RPC
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// R21 of each method that changes something, whichever they are: that they do is all that the trail needs to know.
@Suite("R21: every method that changes something")
struct EveryChangeRules {
  /// A service that has nothing but one method, which it serves by a change.
  private struct Workbench<M: Method> {
    let store: Store
    let dispatcher: Dispatcher

    init(_ directory: TemporaryDirectory) {
      let store = Store(
        path: "\(directory.path)/\(M.name).db", service: .appRegistry,
        schema: Schema(
          Schema.keptReplies, PageSeal.schema, Schema.auditTrail, Schema.auditIndices, Schema.auditIndicesInOrder))
      let body: @Sendable (M, Call) async throws -> M.Reply = { _, _ in
        try await store.change(.noApp) { _ in M.example.reply }
      }
      self.store = store
      dispatcher = Dispatcher(Interface(M.self).serve(M.served(by: body)), observe: { store.note($0) })
    }

    func client(_ callers: Callers) -> Client {
      Client(
        InProcessTransport(
          dispatcher, from: Peer(processID: 2, userID: 1000, callers: callers.union(.anyone)) { "caller" }))
    }

    func entries() async throws -> [AuditEntry] { try await store.auditEntries(AuditList()).items }
  }

  /// Goes through the methods; what it finds to do is done afterwards.
  private final class Jobs: MethodCheck, Sendable {
    typealias Job = @Sendable (TemporaryDirectory) async throws -> Void
    let all = Mutex<[(name: String, job: Job)]>([])

    func callAsFunction<M: Method>(_ method: M.Type) {
      guard M.effect.isChange else { return }
      all.withLock { $0.append((M.name, { try await EveryChangeRules.check(M.self, in: $0) })) }
    }
  }

  private static func check<M: Method>(_ method: M.Type, in directory: TemporaryDirectory) async throws {
    let bench = Workbench<M>(directory)
    _ = try await bench.client(M.access).call(M.example.request)
    let entries = try await bench.entries()
    #expect(entries.map(\.method) == [M.name])
    #expect(entries.map(\.outcome) == [AuditEntry.made])
    #expect(entries.first?.login == "caller")
    try await expectNoSecret(of: M.self, in: bench)

    let refused = OutgoingRequest(method: M.name, params: Array(#"{"no_such_member":1}"#.utf8), meta: Meta())
    for callers in [M.access, []] {
      let peer = Peer(processID: 2, userID: 1000, callers: callers.union(.anyone)) { "caller" }
      _ = try? await InProcessTransport(bench.dispatcher, from: peer).exchange(refused)
    }
    try await bench.store.keepAuditTrail(isLast: true)
    let outcomes = try await bench.entries().filter { $0.outcome != AuditEntry.made }
    #expect(Set(outcomes.map(\.method)) == [M.name])
    #expect(Set(outcomes.map(\.outcome)).isSubset(of: ["invalid_params", "access_denied"]))
    #expect(outcomes.reduce(0) { $0 + ($1.count ?? 0) } == 2, "\(M.name)")
  }

  /// R14.
  private static func expectNoSecret<M: Method>(of method: M.Type, in bench: Workbench<M>) async throws {
    let rows: [[UInt8]] = try await bench.store.read { transaction in
      try transaction.rows("SELECT entry FROM audit_entries").map { try $0.value("entry") }
    }
    for secret in SecretsFound(in: M.example.request, M.example.reply).texts {
      #expect(!rows.contains { String(decoding: $0, as: UTF8.self).contains(secret) }, "\(M.name)")
    }
  }

  @Test("R21, R14: success leaves one entry, a refusal is counted, and neither has a secret in it")
  func everyChange() async throws {
    let jobs = Jobs()
    try jobs.run()
    let all = jobs.all.withLock(\.self)
    #expect(all.count > 15)
    for (_, job) in all { try await job(TemporaryDirectory()) }
  }
}

/// The secrets in messages.
private struct SecretsFound {
  private(set) var texts: [String] = []

  init(in messages: Any...) {
    for message in messages { find(in: message) }
  }

  private mutating func find(in value: Any) {
    if let secret = value as? Sensitive { return texts.append(secret.revealed) }
    for child in Mirror(reflecting: value).children { find(in: child.value) }
  }
}
