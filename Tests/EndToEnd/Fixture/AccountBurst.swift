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

  /// The accounts whose creation was acknowledged.
  func run(clients: Int) async -> [AccountSID] {
    await withDiscardingTaskGroup { group in
      for _ in 0..<clients { group.addTask { await onOwnThread { try? self.createUntilCutOff() } } }
    }
    progress.continuation.finish()
    return acknowledged.withLock(\.self)
  }

  private func createUntilCutOff() throws {
    let connection = try ServiceConnection(to: .appRegistry)
    while true {
      let name = try FriendlyName("burst \(SID<AccountKind>.random())")
      let account = try connection.call(AccountsCreate(friendlyName: name))
      acknowledged.withLock { $0.append(account.sid) }
      progress.continuation.yield()
    }
  }
}
