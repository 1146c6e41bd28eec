import AppRegistry
package import SecretManager
import Storage
import WireProtocol

/// Puts apps straight into the databases of the registry and the secret manager while no service runs: one transaction
/// for each, in the rows that `apps.create` leaves behind once an app is active. A service can't tell them from its
/// own.
///
/// `apps.create` waits for the disk four times and asks another service; a million would take most of an hour.
package struct Seeding: Sendable {
  private let registry: Store
  private let secretManager: Store
  private let pepper: Pepper

  package init(registry: String, secretManager: String, pepper: Pepper) {
    self.registry = Store(path: registry, service: .appRegistry, schema: AppRegistry.schema)
    self.secretManager = Store(path: secretManager, service: .secretManager, schema: SecretManager.schema)
    self.pepper = pepper
  }

  package func add(_ apps: SeededApps) async throws {
    let now = Timestamp.now
    async let rows: Void = registry.change(.everyApp) { transaction in
      for number in 0..<apps.accountCount {
        let account = apps.account(number, at: now)
        try AppRegistry.seed(account, apps.numbers(of: number).lazy.map { apps.app($0, of: account) }, in: transaction)
      }
    }
    async let secrets: Void = secretManager.change(.everyApp) { [pepper] transaction in
      for number in 0..<apps.count {
        let credentials = apps.credentials(number)
        try SecretManager.seed(
          credentials.secret, sid: apps.secretSid(number), of: .app(credentials.sid), pepper: pepper, at: now,
          in: transaction)
      }
    }
    _ = try await (rows, secrets)
  }
}

extension SeededApps {
  fileprivate func account(_ number: Int, at now: Timestamp) -> Account {
    Account(
      sid: accountSid(number), friendlyName: FriendlyName(trusted: name(number)), type: .full, status: .active,
      parentSid: nil, dateCreated: now, dateUpdated: now)
  }

  fileprivate func app(_ number: Int, of account: Account) -> App {
    App(
      sid: appSid(number), accountSid: account.sid, friendlyName: FriendlyName(trusted: name(number)),
      description: AppDescription(trusted: ""), status: .active, region: "us1",
      policy: Policy(allow: Self.permissions), accessTokenTTL: .standard, createdBy: "oauth-bench", creatorSid: nil,
      dateCreated: account.dateCreated, dateUpdated: account.dateCreated)
  }
}
