import Glibc
package import WireProtocol

/// The databases of several services as they all were at one moment, whatever is changed meanwhile.
///
/// It is the state that the services would find had they all been killed at that moment: what spans two of them goes on
/// from there, or is taken back, as after any crash.
package final class StateSnapshot {
  /// When it was, by the system's clock.
  package let date: Timestamp
  private let databases: [ServiceName: SnapshotDatabase]

  /// Milliseconds for which changes are held at the most; instances wait for longer than that.
  private static let patience = 2000

  /// Holds the changes of all the databases, begins to read each, and lets the changes go on. Blocks the calling
  /// thread.
  /// - Parameter paths: The databases, which must be there.
  /// - Throws: `unavailable` with the reason; `SystemError`.
  package init(of paths: [ServiceName: String]) throws {
    let end = ContinuousClock.now + .milliseconds(Self.patience)
    var opened: [ServiceName: SnapshotDatabase] = [:]
    do {
      for (service, path) in paths { opened[service] = try SnapshotDatabase(path, of: service, holdingUntil: end) }
      for database in opened.values { try database.beginReading() }
    } catch {
      for database in opened.values { database.close() }
      throw error
    }
    date = .now
    for database in opened.values { database.release() }
    databases = opened
  }

  deinit {
    for database in databases.values { database.close() }
  }

  package var services: [ServiceName] { ServiceName.allCases.filter { databases[$0] != nil } }

  /// Copies a database to a new file, and checks what it has copied.
  /// - Throws: `unavailable` with the reason; `CancellationError`.
  package func copy(_ service: ServiceName, to path: String) throws {
    try databases[service]?.copy(to: path)
  }
}
