import Dispatch
package import WireProtocol

/// One service's database, shared by the instances of that service.
///
/// It is opened on first use. A database that can't be opened, read or written makes the call fail with `unavailable`
/// and the reason; the next call tries again, so the service recovers with its disk. Bodies run on threads of the
/// store's own, one that reads and one that writes, and never on the caller's.
package final class Store: Sendable {
  private let service: ServiceName
  private let changes: ChangeSignal?
  private let file: DatabaseFile
  let queue: ChangeQueue
  /// `nil` where the schema has none.
  let trail: AuditTrail?
  private let reading = DispatchQueue(label: "reads")

  /// - Parameters:
  ///   - changes: Announces each change to the processes that keep answers of the service.
  ///   - audit: How the audit trail is kept, if the schema has one.
  ///   - whenMade: Called when a new database has been made because there was none.
  package init(
    path: String, service: ServiceName, schema: Schema, changes: ChangeSignal? = nil, hooks: StoreHooks = StoreHooks(),
    audit: AuditSettings = AuditSettings(),
    whenMade: @escaping @Sendable (_ path: String) -> Void = { _ in }
  ) {
    self.service = service
    self.changes = changes
    file = DatabaseFile(path: path, service: service, schema: schema, hooks: hooks) { isNew in
      // Before anything is told of the database.
      changes?.becomeKnown()
      if isNew { whenMade(path) }
    }
    queue = ChangeQueue(file)
    trail = schema.keepsAuditTrail ? AuditTrail(service: service, audit) : nil
  }

  /// Reads a consistent state; no writer is waited for.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      reading.async { [file] in continuation.resume(with: Result { try file.read(body) }) }
    }
  }

  /// Makes a change that a caller asks for: admits it, announces it, writes it, and returns when it is on disk and
  /// announced as done. A change that is not admitted announces nothing and waits for no other.
  ///
  /// Both bodies may run more than once; only the last run takes effect.
  /// - Parameters:
  ///   - subject: What the change makes kept answers wrong about.
  ///   - admit: Throws unless the caller may make the change and the state allows it. It runs once to find that out,
  ///     and again in the transaction that writes.
  ///   - write: Makes the change that was admitted. What it throws takes back what it wrote.
  /// - Throws: The error of a body; `unavailable`. Nothing was changed then, unless the message says that the change
  ///   was made.
  @discardableResult
  package func change<Admission, Value: Sendable>(
    _ subject: ChangeSubject, admit: @escaping @Sendable (Transaction) throws -> Admission,
    write: @escaping @Sendable (Transaction, Admission) throws -> Value
  ) async throws -> Value {
    try await read { _ = try admit($0) }
    return try await carryOut(subject) { (try write($0, admit($0)), true) }
  }

  /// Makes a change that needs no admission, such as one that the service makes of its own accord.
  @discardableResult
  package func change<Value: Sendable>(
    _ subject: ChangeSubject, write: @escaping @Sendable (Transaction) throws -> Value
  ) async throws -> Value {
    try await carryOut(subject) { (try write($0), true) }
  }

  /// Announces a change, writes it, and in the same transaction its entry in the audit trail if a caller asked for it.
  /// - Parameter write: Tells also whether the change was made now, not before.
  func carryOut<Value: Sendable>(
    _ subject: ChangeSubject, _ write: @escaping @Sendable (Transaction) throws -> (value: Value, isMade: Bool)
  ) async throws -> Value {
    try Task.checkCancellation()
    let draft = await trail?.draft()
    let change: AnnouncedChange?
    do throws(ChangePageError) { change = try changes?.begin(subject) } catch {
      throw unannounced(error, "nothing was changed")
    }
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await perform(write, draft)) } catch { outcome = .failure(error) }
    do throws(ChangePageError) { if let change { try changes?.finish(change) } } catch {
      _ = try outcome.get()
      throw unannounced(error, "the change was made")
    }
    return try outcome.get()
  }

  private func perform<Value: Sendable>(
    _ write: @escaping @Sendable (Transaction) throws -> (value: Value, isMade: Bool), _ draft: AuditDraft?
  ) async throws -> Value {
    guard let draft else { return try await queue.perform { try write($0).value } }
    let (value, isAudited) = try await queue.perform { transaction in
      draft.begin()
      let (value, isMade) = try write(transaction)
      // What was made before has its entry.
      return (value, try !isMade || draft.write(value, in: transaction))
    }
    if isAudited { draft.end() }
    return value
  }

  /// Carries out what was asked for before, then closes the database, so that no log is left beside it unless another
  /// instance still uses it. Whatever is asked for later fails with `unavailable`.
  package func close() async {
    if file.isOpen || trail?.hasRefusals == true { try? await keepAuditTrail(isLast: true) }
    await queue.finish { [file, reading, changes] in
      reading.sync { file.close() }
      // The next start finds what it has to compare the file with.
      changes?.end()
    }
  }

  var name: String { service.rawValue }

  /// Why the database could not be used when it was used last; `nil` if it could. That it is damaged stands until
  /// ``check()`` has found all of it to be sound.
  package var outage: String? { file.outage }

  /// Reads, and commits something that changes nothing. Where pages were damaged it reads all of them.
  /// - Throws: `unavailable`.
  package func check() async throws -> String {
    if file.isDamaged {
      try await read { try $0.expectSoundness() }
      file.noteSoundness()
    }
    let version = try await read { try $0.row("PRAGMA user_version")?.value("user_version", as: Int64.self) ?? 0 }
    _ = try await queue.perform { try $0.run("PRAGMA user_version = \(version)") }
    return "opens, reads and writes"
  }

  /// - Throws: What keeps the service from telling of a change.
  package func checkChangePage() throws -> String {
    try changes?.check()
    return "is in place"
  }

  /// Changes that wait for the transaction under way to end.
  package var waitingChanges: Int { queue.waitingCount }

  package var figures: Figures {
    let tally = queue.tally
    var figures: Figures = [
      .databaseCommits: tally.commits, .databaseChanges: tally.changes, .databaseMicroseconds: tally.microseconds,
    ]
    figures[.databaseBytes] = file.bytes
    return figures
  }

  /// Refuses a change, or the acknowledgement of one, that readers of the change page can't see.
  private func unannounced(_ error: ChangePageError, _ consequence: String) -> ServiceError {
    ServiceError(
      .unavailable, "\(service.rawValue) can't tell of its changes, \(consequence): \(error)", service: service.rawValue
    )
  }
}
