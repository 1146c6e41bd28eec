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
    kept.answer(for: token.secretSid, about: { .app($0) }) == token.client ? false : nil
  }

  func ask(_ token: VerifiedToken, within call: Call) async throws -> Bool {
    try await kept.asked(for: token.secretSid, about: .app(token.client)) {
      let secret = try await secretManager.find(
        SecretsGet(clientId: .app(token.client), secretSid: token.secretSid), within: call)
      guard let secret, secret.status != .revoked else { return nil }
      return token.client
    } == nil
  }
}
