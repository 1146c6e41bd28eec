import Storage
import Synchronization

/// The statements that a store has run.
final class Statements: Sendable {
  private let statements = Mutex<[String]>([])

  var hooks: StoreHooks {
    var hooks = StoreHooks()
    hooks.statement = { sql in self.statements.withLock { $0.append(sql) } }
    return hooks
  }

  func count(of sql: String) -> Int {
    statements.withLock { $0.count { $0 == sql } }
  }
}
