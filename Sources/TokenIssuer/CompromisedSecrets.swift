import RPC
import Storage
import WireProtocol

/// Whether the secret that a token was issued with was revoked as compromised (R10). A secret that does not exist any
/// more may have been.
final class CompromisedSecrets: Source {
  private let secretManager: Client
  /// The clients of secrets that are not compromised.
  private let kept: KeptAnswers<SecretSID, AppSID>

  init(secretManager: Client, changes: ChangeWatch) {
    self.secretManager = secretManager
    kept = KeptAnswers(changes.version)
  }

  func known(_ token: VerifiedToken) -> Bool? {
    token.secretSid.flatMap { kept.answer(for: $0, about: { .app($0) }) } == token.client ? false : nil
  }

  func ask(_ token: VerifiedToken, within call: Call) async throws -> Bool {
    guard let secretSid = token.secretSid else { return false }
    return try await kept.asked(for: secretSid, about: .app(token.client)) {
      let secret = try await secretManager.find(
        SecretsGet(clientId: .app(token.client), secretSid: secretSid), within: call)
      guard let secret, secret.status != .revoked else { return nil }
      return token.client
    } == nil
  }
}
