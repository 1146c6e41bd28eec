import Synchronization
package import WireProtocol

/// Creations and rotations, one after the other and by several clients at a time, whatever happens to the services
/// meanwhile. Each keeps book of what it was told, to be compared with what there is in the end.
package struct ChangeLoop: Sendable {
  /// How the services are called. Each change may be made again under its key.
  package struct Calls: Sendable {
    let create: @Sendable (_ name: String, IdempotencyKey) async throws -> CreatedApp
    let rotate: @Sendable (AppSID, IdempotencyKey) async throws -> IssuedSecret
    let secrets: @Sendable (AppSID) async throws -> [SecretSID]
    let works: @Sendable (AppSID, Sensitive) async throws -> Bool

    package init(
      create: @escaping @Sendable (_ name: String, IdempotencyKey) async throws -> CreatedApp,
      rotate: @escaping @Sendable (AppSID, IdempotencyKey) async throws -> IssuedSecret,
      secrets: @escaping @Sendable (AppSID) async throws -> [SecretSID],
      works: @escaping @Sendable (AppSID, Sensitive) async throws -> Bool
    ) {
      self.create = create
      self.rotate = rotate
      self.secrets = secrets
      self.works = works
    }
  }

  package struct Tally: Sendable, CustomStringConvertible {
    package var sent = 0
    package var acknowledged = 0
    /// Sent again under the same key by the test, since the client had given up.
    package var repeated = 0
    /// Why changes were given up for good.
    package var lost: [String] = []
    /// Each app's secrets as they were told, oldest first.
    package var apps: [AppSID: [IssuedSecret]] = [:]

    package var description: String {
      "\(sent) changes sent, \(acknowledged) acknowledged, \(repeated) repeated by key, \(lost.count) lost"
    }
  }

  private final class Book: Sendable {
    let tally = Mutex(Tally())
    let isOver = Atomic(false)
  }

  /// How often a change is asked for that the client has given up.
  private static let attempts = 20

  private let calls: Calls
  private let book = Book()
  private let progress = AsyncStream.makeStream(of: Void.self)

  package init(_ calls: Calls) {
    self.calls = calls
  }

  /// Returns when so many more changes have been acknowledged.
  package func awaitProgress(of count: Int) async {
    for await _ in progress.stream.prefix(count) {}
  }

  /// Makes changes while a body troubles the services.
  package func run(clients: Int, _ trouble: @escaping @Sendable (ChangeLoop) async throws -> Void) async throws -> Tally
  {
    try await withThrowingTaskGroup { group in
      for client in 1...clients { group.addTask { await work(client) } }
      defer { book.isOver.store(true, ordering: .relaxed) }
      try await trouble(self)
    }
    return book.tally.withLock(\.self)
  }

  private func work(_ client: Int) async {
    var number = 0
    while !book.isOver.load(ordering: .relaxed) {
      number += 1
      let name = "loop-\(client)-\(number)"
      guard let created = await make(name, { try await calls.create(name, $0) }),
        let sid = created.secretSid, let secret = created.secret
      else { continue }
      let first = IssuedSecret(
        sid: sid, clientId: .app(created.app.sid), secret: secret,
        dateCreated: created.app.dateCreated)
      let second = await make("rotation of \(name)") { try await calls.rotate(created.app.sid, $0) }
      book.tally.withLock { $0.apps[created.app.sid] = [first] + (second.map { [$0] } ?? []) }
    }
  }

  private func make<Reply: Sendable>(
    _ name: String, _ change: @Sendable (IdempotencyKey) async throws -> Reply
  ) async -> Reply? {
    let key = IdempotencyKey.random()
    book.tally.withLock { $0.sent += 1 }
    var fault = ""
    for attempt in 1...Self.attempts {
      if attempt > 1 { book.tally.withLock { $0.repeated += 1 } }
      do {
        let reply = try await change(key)
        book.tally.withLock { $0.acknowledged += 1 }
        progress.continuation.yield()
        return reply
      } catch { fault = "\(name): \(error)" }
    }
    book.tally.withLock { [fault] in $0.lost.append(fault) }
    return nil
  }

  /// What there is that nobody was told of, or was told of and is not there.
  /// - Parameter listed: The apps that there are.
  package func discrepancies(_ tally: Tally, listed: [AppSID]) async throws -> [String] {
    var found: [String] = []
    for app in Set(listed).symmetricDifference(tally.apps.keys) {
      found.append(tally.apps[app] == nil ? "\(app) was told to nobody" : "\(app) is not there")
    }
    for (app, told) in tally.apps {
      let secrets = try await calls.secrets(app)
      if Set(secrets) != Set(told.map(\.sid)) { found.append("\(app) has \(secrets), told were \(told.map(\.sid))") }
      for secret in told where try await !calls.works(app, secret.secret) {
        found.append("\(secret.sid) of \(app) does not work")
      }
    }
    return found
  }
}
