import RPC
import Synchronization
import WireProtocol

/// Clients that create accounts at the same time, each over one connection, until the service goes away.
final class AccountBurst: Sendable {
  private let acknowledged = Mutex<[AccountSID]>([])
  private let progress = AsyncStream.makeStream(of: Void.self)

  /// Returns when so many creations have been acknowledged, or all clients have lost their connection.
  func awaitAcknowledgements(_ count: Int) async {
    var seen = 0
    for await _ in progress.stream {
      seen += 1
      if seen == count { break }
    }
  }

  /// The accounts whose creation was acknowledged. Each client is served once before any goes on: one that still waited
  /// to be accepted when the service goes away would be served by the next process, without end.
  func run(clients: Int) async -> [AccountSID] {
    await withDiscardingTaskGroup { group in
      let connections = (0..<clients).compactMap { _ in try? connect() }
      for connection in connections {
        // From here on it is its thread's alone.
        nonisolated(unsafe) let connection = connection
        group.addTask { await onOwnThread { try? self.createUntilCutOff(connection) } }
      }
    }
    progress.continuation.finish()
    return acknowledged.withLock(\.self)
  }

  private func connect() throws -> ServiceConnection {
    let connection = try ServiceConnection(to: .appRegistry)
    try create(connection)
    return connection
  }

  private func createUntilCutOff(_ connection: ServiceConnection) throws {
    while true { try create(connection) }
  }

  private func create(_ connection: ServiceConnection) throws {
    let name = try FriendlyName("burst \(SID<AccountKind>.random())")
    let account = try connection.call(AccountsCreate(friendlyName: name))
    acknowledged.withLock { $0.append(account.sid) }
    progress.continuation.yield()
  }
}
