import RPC
import Storage
import WireProtocol

/// A secret that a client has shown as its own.
struct PresentedSecret: Equatable, Sendable {
  let client: ClientID
  let secret: Sensitive
}

/// Which of a client's secrets it has shown, as the secret manager knows, and where its use is noted; `nil` for one
/// that is not the client's or does not work any more (R8, R9).
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
    let use: LastUse
    let dateExpires: Timestamp?
  }

  private let secretManager: Client
  private let uses: ClientUses
  private let clock: WallClock
  private let kept: KeptAnswers<Key, WorkingSecret>

  init(secretManager: Client, uses: ClientUses, changes: ChangeWatch, clock: @escaping WallClock) {
    self.secretManager = secretManager
    self.uses = uses
    self.clock = clock
    kept = KeptAnswers(changes.version)
  }

  var figures: Figures { kept.figures }

  func known(_ presented: PresentedSecret) -> LastUse?? {
    guard let secret = kept.answer(for: Key(presented), about: { _ in presented.client }) else { return nil }
    if let end = secret.dateExpires, clock() >= end { return nil }
    return secret.use
  }

  func ask(_ presented: PresentedSecret, within call: Call) async throws -> LastUse? {
    try await kept.asked(for: Key(presented), about: presented.client) {
      let verification = try await secretManager.call(
        SecretsVerify(clientId: presented.client, clientSecret: presented.secret), within: call)
      return verification.secretSid.map {
        WorkingSecret(use: uses.of(presented.client, by: $0), dateExpires: verification.dateExpires)
      }
    }?.use
  }
}
