import Coherence
import Crypto
import Permissions
import WireProtocol

/// What the app registry and the secret manager say about apps and their secrets.
///
/// An answer is kept until one of the two tells of a change about its app, which it does before it acknowledges the
/// change; so R7, R9, R10 and R15 hold in the very next call. Refusals are not kept.
final class ClientDirectory: Sendable {
  private let registry: Client
  private let secretManager: Client
  private let registryChanges: ChangeWatch
  private let secretChanges: ChangeWatch
  private let policies: KnownPolicies
  private let clock: WallClock
  private let apps = CoherentCache<AppSID, KnownApp>(capacity: KeptAnswers.limit)
  private let working = CoherentCache<PresentedSecret, WorkingSecret>(capacity: KeptAnswers.limit)
  private let uncompromised = CoherentCache<SecretSID, AppSID>(capacity: KeptAnswers.limit)

  init(
    registry: Client, secretManager: Client, registryChanges: ChangeWatch, secretChanges: ChangeWatch,
    catalogue: Catalogue,
    clock: @escaping WallClock
  ) {
    self.registry = registry
    self.secretManager = secretManager
    self.registryChanges = registryChanges
    self.secretChanges = secretChanges
    policies = KnownPolicies(catalogue: catalogue)
    self.clock = clock
  }

  /// The state of all that is known of an app; `nil` while that can't be told.
  func version(of app: AppSID) -> AppVersion? {
    guard let registry = registryChanges.version(of: app), let secrets = secretChanges.version(of: app) else {
      return nil
    }
    return registry + secrets
  }

  /// The app without asking for it.
  func knownApp(_ sid: AppSID) -> KnownApp? {
    apps.answer(for: sid) { _ in registryChanges.version(of: sid) }
  }

  /// The app, or `nil` if there is none or no more (R7).
  func app(_ sid: AppSID, _ call: Call) async throws -> KnownApp? {
    if let app = knownApp(sid) { return app }
    let version = registryChanges.version(of: sid)
    do {
      let app = try await registry.call(AppsGet(sid: sid), within: call)
      let known = KnownApp(app, policy: try policies.known(app.policy))
      if let version { apps.keep(known, for: sid, at: version) }
      return known
    } catch let error as ServiceError where error.code == .notFound {
      return nil
    }
  }

  /// Which secret of the client this is, if it is known to work.
  func knownSecret(_ presented: PresentedSecret) -> SecretSID? {
    guard let secret = working.answer(for: presented, version: { _ in secretChanges.version(of: presented.client) })
    else { return nil }
    return secret.works(at: clock()) ? secret.sid : nil
  }

  /// Which secret of the client this is; `nil` if it is none or does not work.
  func secret(_ presented: PresentedSecret, _ plain: Sensitive, _ call: Call) async throws -> SecretSID? {
    if let secret = knownSecret(presented) { return secret }
    let version = secretChanges.version(of: presented.client)
    let verification = try await secretManager.call(
      SecretsVerify(clientId: presented.client, clientSecret: plain), within: call)
    guard let sid = verification.secretSid else { return nil }
    if let version {
      working.keep(WorkingSecret(sid: sid, dateExpires: verification.dateExpires), for: presented, at: version)
    }
    return sid
  }

  /// Whether tokens issued with a secret count, without asking for it; false where that is not known.
  func isKnownUncompromised(_ secret: SecretSID, of client: AppSID) -> Bool {
    uncompromised.answer(for: secret) { secretChanges.version(of: $0) } == client
  }

  /// Whether tokens issued with a secret are dead (R10). A secret that is not known any more may have been compromised.
  func isCompromised(_ secret: SecretSID, of client: AppSID, _ call: Call) async throws -> Bool {
    if isKnownUncompromised(secret, of: client) { return false }
    let version = secretChanges.version(of: client)
    do {
      guard
        try await secretManager.call(SecretsGet(clientId: client, secretSid: secret), within: call).status != .revoked
      else { return true }
      if let version { uncompromised.keep(client, for: secret, at: version) }
      return false
    } catch let error as ServiceError where error.code == .notFound {
      return true
    }
  }
}

/// A client's id with the hash of the secret that it showed: the secret itself is not kept.
struct PresentedSecret: Hashable, Sendable {
  let client: AppSID
  private let digest: Digest256

  init(_ client: AppSID, _ secret: Sensitive) {
    self.client = client
    digest = Digest256(secret)
  }
}

/// A secret that works, and until when.
private struct WorkingSecret: Sendable {
  let sid: SecretSID
  let dateExpires: Timestamp?

  func works(at now: Timestamp) -> Bool {
    dateExpires.map { now < $0 } ?? true
  }
}
