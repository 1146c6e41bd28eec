import AppRegistry
import JOSE
import SecretManager
import Storage
import TokenIssuer
import WireProtocol

/// Looks whether a service could work with a database and the credentials that belong to it. Brings the database to
/// this release's schema.
struct StateCheck {
  let service: ServiceName
  let database: String
  let credentials: [String: [UInt8]]

  /// - Returns: What the service will be missing.
  /// - Throws: `unavailable` for a database that the service can't use at all.
  func run() async throws -> String? {
    guard let schema = service.schema else { return nil }
    let store = Store(path: database, service: service, schema: schema)
    do {
      let verdict = try await store.read { try $0.row("PRAGMA quick_check")?.value("quick_check", as: String.self) }
      guard verdict == "ok" else { throw BackupFault("the backup's database of \(service.rawValue) is damaged") }
      let fault = await credentialFault(store)
      await store.close()
      return fault
    } catch {
      await store.close()
      throw error
    }
  }

  private func credentialFault(_ store: Store) async -> String? {
    do {
      switch service {
      case .secretManager:
        let pepper = try Pepper(credentials["pepper"] ?? [])
        _ = try await SecretManager(store: store, pepper: pepper, clock: { @Sendable in .now }).checkPepper()
      case .tokenIssuer:
        let name = "key-encryption-key"
        try await TokenIssuer.checkSigningKeys(
          in: store, keyEncryptionKey: KeyEncryptionKey(credentials[name] ?? []),
          former: credentials[name + ServiceDefinition.formerSuffix].map { try KeyEncryptionKey($0) })
      default: break
      }
      return nil
    } catch { return (error as? ServiceError)?.message ?? "\(error)" }
  }
}

extension ServiceName {
  /// That of this release; `nil` for a service without a database.
  var schema: Schema? {
    switch self {
    case .appRegistry: AppRegistry.schema
    case .secretManager: SecretManager.schema
    case .tokenIssuer: TokenIssuer.schema
    default: nil
    }
  }
}
