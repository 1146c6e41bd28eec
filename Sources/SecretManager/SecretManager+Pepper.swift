import Storage
import WireProtocol

/// A wrong pepper must not look like wrong secrets: each secret's row says which pepper it was hashed with.
extension SecretManager {
  /// Notes the pepper of secrets that an earlier release stored, and of those to come.
  package func adoptPepper() async throws {
    let checkValue = pepper.checkValue
    guard try await store.read({ try $0.row("SELECT 1 FROM peppers LIMIT 1") }) == nil else { return }
    try await store.change(.noApp) { transaction in
      if try transaction.knownPepper(checkValue) == 1 { _ = try transaction.notedPepper(checkValue) }
    }
  }

  /// - Throws: `unavailable` for a pepper that no stored secret was hashed with, unless there is none.
  package func checkPepper() async throws -> String {
    let checkValue = pepper.checkValue
    guard try await store.read({ try $0.knownPepper(checkValue) }) != nil else { throw ServiceError.otherPepper }
    return "is the one that secrets were hashed with"
  }
}

extension ServiceError {
  static let otherPepper = ServiceError(
    .unavailable,
    "secret-manager has another pepper than the one that stored secrets were hashed with; "
      + "restore the credential pepper, or give each app a new secret (oauthctl secret rotate)",
    service: ServiceName.secretManager.rawValue)
}
