import RPC
import Storage
import TestSupport
import WireProtocol

/// A service that creates and resumes accounts as notes, and keeps an audit trail.
struct Ledger: Sendable {
  static let schema = Schema(
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT;" + PageSeal.schema,
    Schema.keptReplies, Schema.auditTrail, Schema.auditIndices, Schema.auditIndicesInOrder)

  struct Refusal: Error {}

  let directory: TemporaryDirectory
  let clock = TestClock()
  let store: Store

  init() throws {
    directory = try TemporaryDirectory()
    store = Self.open(in: directory, clock)
  }

  /// Another instance of the service.
  func another(hooks: StoreHooks = StoreHooks(), announce: @escaping @Sendable (AuditCheckpoint) -> Void = { _ in })
    -> Store
  {
    Self.open(in: directory, clock, hooks: hooks, announce: announce)
  }

  private static func open(
    in directory: TemporaryDirectory, _ clock: TestClock, hooks: StoreHooks = StoreHooks(),
    announce: @escaping @Sendable (AuditCheckpoint) -> Void = { _ in }
  ) -> Store {
    Store(
      path: "\(directory.path)/ledger.db", service: .appRegistry, schema: schema, hooks: hooks,
      audit: AuditSettings(clock: clock.clock, retention: AuditRetention(30) ?? .standard, announce: announce))
  }

  func client(_ store: Store? = nil, from peer: Peer = .root, _ write: (@Sendable (Transaction) throws -> Void)? = nil)
    -> Client
  {
    Client(InProcessTransport(dispatcher(store ?? self.store, write), from: peer))
  }

  /// - Parameter write: What every creation does beside.
  func dispatcher(_ store: Store, _ write: (@Sendable (Transaction) throws -> Void)? = nil) -> Dispatcher {
    let clock = clock
    let create: @Sendable (AccountsCreate, Call) async throws -> Account = { request, call in
      let account = Account(
        sid: .sample, friendlyName: request.friendlyName, type: .full, status: .active, parentSid: nil,
        dateCreated: clock.now, dateUpdated: clock.now)
      return try await store.change(.noApp, once: KeyedRequest(request, call, at: clock.now)) { _ in
      } write: { transaction, _ in
        try transaction.note(request.friendlyName.text)
        try write?(transaction)
        return account
      }
    }
    let resume: @Sendable (AccountsResume, Call) async throws -> Account = { _, call in
      try await store.change(.noApp) { _ in
        call.note(before: Account.example(.suspended))
        call.noteNothingChanged()
        return .example
      }
    }
    let routes = Interface(AccountsCreate.self, AccountsResume.self).serve(
      AccountsCreate.served(by: create), AccountsResume.served(by: resume))
    return Dispatcher(routes, observe: { store.note($0) })
  }

  func create(_ name: String, in store: Store? = nil, key: IdempotencyKey? = nil) async throws {
    _ = try await client(store).call(AccountsCreate(friendlyName: .init(trusted: name)), key: key)
  }

  func create(_ names: ClosedRange<Int>) async throws {
    for number in names { try await create("\(number)") }
  }

  /// All entries, oldest first.
  func entries() async throws -> [AuditEntry] {
    try await store.auditEntries(AuditList(pageSize: PageSize(1000))).items.reversed()
  }

  func verify(_ checkpoints: [AuditCheckpoint]? = nil, after: Int? = nil) async throws -> AuditVerification {
    let call = Call(peer: .root, deadline: .now + .seconds(30))
    return try await store.verifyAuditTrail(AuditVerify(after: after, checkpoints: checkpoints), call)
  }

  /// Alters the database behind the service's back.
  func tamper(_ sql: String...) async throws {
    for statement in sql { try await store.change(.noApp) { try $0.run(statement) } }
  }
}
