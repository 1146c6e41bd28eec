package import JOSE
package import Permissions
package import RPC
package import Storage
package import WireProtocol

/// Issues access tokens to apps and decides about them: what they say, what they may do, whether they are active.
/// Decides what API keys may do as well.
///
/// What the other services have acknowledged about an app or a secret holds in the very next call (R7, R10, R15): see
/// ``KeptAnswers``.
package struct TokenIssuer: Sendable {
  let identity: Identity
  let store: Store
  let registry: Client
  let verifier: AccessTokenVerifier
  let clock: WallClock
  let apps: KnownClients<KnownApp>
  let apiKeys: KnownClients<KnownAPIKey>
  let workingSecrets: WorkingSecrets
  let uses: ClientUses
  let compromisedSecrets: CompromisedSecrets
  let revocations: Revocations
  let usedAssertions: UsedAssertions
  let signingKeys: SigningKeys
  let currentSigningKey: CurrentSigningKey
  let brake: WrongSecretBrake
  let metadata: PublishedMetadata
  let activeTokens: KeptAnswers<Digest256, ActiveToken>
  let signatures = SignatureTally()

  /// - Parameters:
  ///   - store: Opened with ``schema``.
  ///   - formerKeyEncryptionKey: What keys may still be sealed with; they are sealed anew.
  ///   - signingKeyPeriod: Seconds for which a signing key signs before the next one takes its place.
  ///   - changes: Watches the changes of a service.
  package init(
    identity: Identity, store: Store, keyEncryptionKey: KeyEncryptionKey,
    formerKeyEncryptionKey: KeyEncryptionKey? = nil, signingKeyPeriod: Int = SigningKeySchedule.standardPeriod,
    catalogue: LiveCatalogue, registry: Client, secretManager: Client,
    changes: (ServiceName) throws -> ChangeWatch, clock: @escaping WallClock,
    uptime: @escaping UptimeClock = systemUptime
  ) rethrows {
    let registryChanges = try changes(.appRegistry)
    let secretChanges = try changes(.secretManager)
    let ownChanges = try changes(.tokenIssuer)
    self.identity = identity
    self.store = store
    self.registry = registry
    verifier = AccessTokenVerifier(issuer: identity.issuer, audience: nil)
    self.clock = clock
    let activeTokens = KeptAnswers<Digest256, ActiveToken> { client in
      guard let registry = registryChanges.version(of: client), let secrets = secretChanges.version(of: client),
        let own = ownChanges.version(of: client)
      else { return nil }
      return (registry + secrets + own).beside(catalogue.generation)
    }
    self.activeTokens = activeTokens
    let version = { @Sendable [catalogue] client in
      registryChanges.version(of: client)?.beside(catalogue.generation)
    }
    let keptApps = KeptAnswers<AppSID, KnownApp>(version)
    let keptKeys = KeptAnswers<APIKeySID, KnownAPIKey>(version)
    let policies = CurrentPolicies(catalogue, audience: identity.audience) {
      keptApps.forgetAll()
      keptKeys.forgetAll()
      activeTokens.forgetAll()
    }
    uses = ClientUses(registry: registry, secretManager: secretManager)
    apps = KnownClients(registry: registry, policies: policies, uses: uses, kept: keptApps)
    apiKeys = KnownClients(registry: registry, policies: policies, uses: uses, kept: keptKeys)
    workingSecrets = WorkingSecrets(secretManager: secretManager, uses: uses, changes: secretChanges, clock: clock)
    compromisedSecrets = CompromisedSecrets(secretManager: secretManager, changes: secretChanges)
    revocations = Revocations(store: store, changes: ownChanges, clock: clock, uptime: uptime)
    usedAssertions = UsedAssertions(store: store, clock: clock, uptime: uptime)
    signingKeys = SigningKeys(
      store: store, seal: KeySeal(keyEncryptionKey, former: formerKeyEncryptionKey),
      schedule: SigningKeySchedule(algorithm: identity.algorithm, period: signingKeyPeriod), changes: ownChanges,
      clock: clock)
    currentSigningKey = CurrentSigningKey(signingKeys)
    brake = WrongSecretBrake(uptime: uptime)
    metadata = PublishedMetadata(identity, catalogue)
  }

  /// Tells the other services when apps, API keys and secrets were used, as far as that is not told. To be run every
  /// minute and at the end.
  package func tellUses() async throws { try await uses.tell() }

  package var routes: [Route] { tokenRoutes + signingKeyRoutes + metadataRoutes + store.auditRoutes }

  private var tokenRoutes: [Route] {
    tokenMethods.serve(
      steps(issue, waits: { $0.clientAssertion != nil }),
      steps(introspect, waits: { $0.clientAssertion != nil }), steps(authorize), TokensRevoke.served(by: revoke),
      steps(introspectSigned, waits: { $0.clientAssertion != nil }), TokensIssueToUnit.served(by: issueToUnit))
  }

  private var signingKeyRoutes: [Route] {
    signingKeyMethods.serve(
      SigningKeysList.served(by: listSigningKeys), SigningKeysRotate.served(by: rotateSigningKey),
      SigningKeysImport.served(by: importSigningKey), SigningKeysRetire.served(by: retireSigningKey),
      JWKSGet.served(by: publicKeys))
  }

  private var metadataRoutes: [Route] {
    metadataMethods.serve(MetadataGet.served(encodedBy: { _, _ in try metadata.now }))
  }

  /// Serves a method by its steps: at once if all answers are known, otherwise as soon as they have been asked for.
  /// - Parameter waits: Whether a request has to wait in any case; then no thread that reads requests works for it.
  private func steps<M: Method>(
    _ steps: @escaping @Sendable (M, inout Answers) throws -> M.Reply,
    waits: @escaping @Sendable (M) -> Bool = { _ in false }
  ) -> Handler<M> {
    M.served(eagerlyBy: { request, call in
      var answers = Answers(for: call.peer)
      if !waits(request), let reply = try answers.run({ try steps(request, &$0) }) { return .ready(reply) }
      return .later { [answers] in
        var answers = answers
        return try await answers.reply(within: call) { try steps(request, &$0) }
      }
    })
  }
}
