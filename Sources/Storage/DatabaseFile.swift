import GRDB
import Glibc
import Synchronization
import WireProtocol

/// A service's database as a file that may fail and come back: opened on first use, opened anew when a connection has
/// failed, closed for good at the end. Opening blocks the calling thread.
final class DatabaseFile: Sendable {
  private struct State {
    var database: OpenDatabase?
    /// The connections have failed. They are replaced as soon as the file opens anew; until then they serve what they
    /// still can.
    var isSpoilt = false
    var isClosed = false
  }

  private let path: String
  private let service: ServiceName
  private let schema: Schema
  private let hooks: StoreHooks
  private let whenOpened: @Sendable (_ isNew: Bool) -> Void
  private let state = Mutex(State())
  /// Why the database could not be used the last time. Apart from the state, which is locked for as long as opening
  /// takes.
  private let lastOutage = Mutex<(reason: String, isDamage: Bool)?>(nil)

  init(
    path: String, service: ServiceName, schema: Schema, hooks: StoreHooks,
    whenOpened: @escaping @Sendable (_ isNew: Bool) -> Void
  ) {
    self.path = path
    self.service = service
    self.schema = schema
    self.hooks = hooks
    self.whenOpened = whenOpened
  }

  /// Why the database could not be used when it was used last; `nil` if it could. That it is damaged stands until all
  /// of it was found to be sound.
  var outage: String? { lastOutage.withLock { $0?.reason } }
  var isDamaged: Bool { lastOutage.withLock { $0?.isDamage == true } }

  var isOpen: Bool { state.withLock { $0.database != nil } }

  /// Without what its log has; `nil` where there is no file.
  var bytes: Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The database has been used, which says nothing of pages that are damaged.
  func noteUse() {
    lastOutage.withLock { if $0?.isDamage != true { $0 = nil } }
  }

  /// All of the database was read.
  func noteSoundness() {
    lastOutage.withLock { $0 = nil }
  }

  /// - Throws: `unavailable` with the reason.
  func opened() throws(ServiceError) -> OpenDatabase {
    try state.withLock { state throws(ServiceError) in
      guard !state.isClosed else { throw unavailable("it is closed, as the service is stopping") }
      if let database = state.database, !state.isSpoilt || !database.place.permitsOpening { return database }
      do {
        let database = try open()
        state = State(database: database)
        noteUse()
        whenOpened(database.isNew)
        return database
      } catch {
        if let database = state.database { return database }
        let fault = error as? DatabaseError
        throw noted(Self.outage(error) ?? "it can't be opened: \(fault?.message ?? "\(error)")", fault)
      }
    }
  }

  /// Opens the file, again while another instance is in the way: SQLite does not wait for the lock that turns a new
  /// file into one with a write-ahead log.
  private func open() throws -> OpenDatabase {
    let end = ContinuousClock.now + .milliseconds(OpenDatabase.patience)
    while true {
      do {
        var database: OpenDatabase?
        try hooks.opening { database = try OpenDatabase(path: path, schema: schema, hooks: hooks) }
        if let database { return database }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < end {}
      usleep(1000)
    }
  }

  /// Reads a consistent state; no writer is waited for.
  func read<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
    let database = try opened()
    do { return try database.read(body) } catch { throw refusal(of: error, by: database) }
  }

  /// Closes the database. No later use opens it again.
  func close() {
    let database = state.withLock { state in
      defer { state = State(isClosed: true) }
      return state.database
    }
    // Two that close at a time would each keep the other from being the last, and so from removing the log.
    ClosingTurn.take(beside: path) {
      try? database?.close()
      database?.place.removeStrayLog()
    }
  }

  /// `unavailable` for what the disk or the file is to blame for, and any other error as it is.
  func refusal(of error: any Error, by database: OpenDatabase) -> any Error {
    guard let outage = Self.outage(error) else { return error }
    let fault = error as? DatabaseError
    if fault?.asksForNewConnection != false { spoil(database, isToBeClosed: fault?.resultCode == .SQLITE_READONLY) }
    return noted(outage, fault)
  }

  private func noted(_ outage: String, _ fault: DatabaseError?) -> ServiceError {
    let refusal = unavailable(outage)
    lastOutage.withLock { $0 = (refusal.message, fault?.isDamage == true || $0?.isDamage == true) }
    return refusal
  }

  /// `nil` for what neither the disk nor the file is to blame for.
  private static func outage(_ error: any Error) -> String? {
    (error as? DatabaseLoss)?.description ?? (error as? DatabaseError)?.outage
  }

  /// Has the database opened anew when it is next needed.
  /// - Parameter isToBeClosed: Whether no connection may stay open until then: a new one shares the index of the log
  ///   with those that are open, and if they found it read-only it is read-only to all.
  func spoil(_ database: OpenDatabase, isToBeClosed: Bool = false) {
    state.withLock { state in
      guard state.database === database else { return }
      if isToBeClosed { state.database = nil } else { state.isSpoilt = true }
    }
  }

  private func unavailable(_ reason: String) -> ServiceError {
    ServiceError(.unavailable, "\(service.rawValue) can't use its database: \(reason)", service: service.rawValue)
  }
}
