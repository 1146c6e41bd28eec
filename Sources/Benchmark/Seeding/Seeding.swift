import AppRegistry
import Coherence
import GRDB
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
    async let rows: Void = registry.write(changing: .everyApp) { try $0.insert(apps) }
    async let secrets: Void = secretManager.write(changing: .everyApp) { [pepper] in
      try $0.insertSecrets(of: apps, pepper)
    }
    _ = try await (rows, secrets)
  }
}

extension Database {
  fileprivate func insert(_ apps: SeededApps) throws {
    let now = Timestamp.now
    let account = try makeStatement(
      sql: """
        INSERT INTO accounts (sid, friendly_name, type, status, date_created, date_updated) VALUES (?, ?, 'full', 'active', ?, ?)
        """)
    let app = try makeStatement(
      sql: """
        INSERT INTO apps (sid, account_sid, state, friendly_name, description, region, allow, deny, access_token_ttl, created_by,
          date_created, date_updated)
        VALUES (?1, ?2, 'active', ?3, '', 'us1', ?4, '', \(TokenLifetime.standard.value), 'oauth-bench', ?5, ?5)
        """)
    let allow = SeededApps.permissions.joined(separator: " ")
    for number in 0..<apps.accountCount {
      let owner = apps.accountSid(number)
      try account.execute(arguments: [owner, apps.name(number), now, now])
      for number in apps.numbers(of: number) {
        try app.execute(arguments: [apps.appSid(number), owner, apps.name(number), allow, now])
      }
    }
  }

  fileprivate func insertSecrets(of apps: SeededApps, _ pepper: Pepper) throws {
    let now = Timestamp.now
    let secret = try makeStatement(sql: "INSERT INTO secrets (sid, client_id, hash, date_created) VALUES (?, ?, ?, ?)")
    for number in 0..<apps.count {
      let credentials = apps.credentials(number)
      let hash = pepper.hash(of: credentials.secret, client: credentials.sid)
      try secret.execute(arguments: [apps.secretSid(number), credentials.sid, hash.bytes, now])
    }
  }
}
