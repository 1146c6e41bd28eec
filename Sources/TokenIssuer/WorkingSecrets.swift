import RPC
import Storage
import WireProtocol

/// A secret that a client has shown as its own.
struct PresentedSecret: Equatable, Sendable {
  let client: ClientID
  let secret: Sensitive
}

/// Which of a client's secrets it has shown, as the secret manager knows; `nil` for one that is not the client's or
/// does not work any more (R8, R9).
final class WorkingSecrets: Source {
  /// A hash takes the place of the secret, which is not kept (R14).
  private struct Key: Hashable {
    let client: ClientID
    let digest: Digest256

    init(_ presented: PresentedSecret) {
      client = presented.client
      digest = Digest256(presented.secret)
    }
  }

  private struct WorkingSecret {
    let sid: SecretSID
    let dateExpires: Timestamp?
  }

  private let secretManager: Client
  private let clock: WallClock
  private let kept: KeptAnswers<Key, WorkingSecret>

  init(secretManager: Client, changes: ChangeWatch, clock: @escaping WallClock) {
    self.secretManager = secretManager
    self.clock = clock
    kept = KeptAnswers(changes.version)
  }

  func known(_ presented: PresentedSecret) -> SecretSID?? {
    guard let secret = kept.answer(for: Key(presented), about: { _ in presented.client }) else { return nil }
    if let end = secret.dateExpires, clock() >= end { return nil }
    return secret.sid
  }

  func ask(_ presented: PresentedSecret, within call: Call) async throws -> SecretSID? {
    try await kept.asked(for: Key(presented), about: presented.client) {
      let verification = try await secretManager.call(
        SecretsVerify(clientId: presented.client, clientSecret: presented.secret), within: call)
      return verification.secretSid.map { WorkingSecret(sid: $0, dateExpires: verification.dateExpires) }
    }?.sid
  }
}
