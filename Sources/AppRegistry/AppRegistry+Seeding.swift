package import Storage
package import WireProtocol

extension AppRegistry {
  /// Stores an account and apps of it that are active, as creating one after the other leaves them. Their secrets are
  /// the secret manager's.
  package static func seed(_ account: Account, _ apps: some Sequence<App>, in transaction: Transaction) throws {
    try transaction.insert(account)
    for app in apps { try transaction.insert(app, as: .active) }
  }
}
