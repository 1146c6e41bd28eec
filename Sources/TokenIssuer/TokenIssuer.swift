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
  let verifier: AccessTokenVerifier
  let catalogue: Catalogue
  let clock: WallClock
  let apps: KnownClients<KnownApp>
  let apiKeys: KnownClients<KnownAPIKey>
  let workingSecrets: WorkingSecrets
  let compromisedSecrets: CompromisedSecrets
  let revocations: Revocations
  let signingKeys: SigningKeys
  let currentSigningKey: CurrentSigningKey
  let brake: WrongSecretBrake
  /// RFC 8414.
  let metadata: Once<Encoded<ServerMetadata>>
  let activeTokens: KeptAnswers<Digest256, ActiveToken>

  /// - Parameters:
  ///   - store: Opened with ``schema``.
  ///   - changes: Watches the changes of a service.
  package init(
    identity: Identity, store: Store, keyEncryptionKey: KeyEncryptionKey, catalogue: Catalogue, registry: Client,
    secretManager: Client,
    changes: (ServiceName) throws -> ChangeWatch, clock: @escaping WallClock,
    uptime: @escaping UptimeClock = systemUptime
  ) rethrows {
    let registryChanges = try changes(.appRegistry)
    let secretChanges = try changes(.secretManager)
    let ownChanges = try changes(.tokenIssuer)
    self.identity = identity
    verifier = AccessTokenVerifier(issuer: identity.issuer, audience: identity.audience)
    self.catalogue = catalogue
    self.clock = clock
    let activeTokens = KeptAnswers<Digest256, ActiveToken> { client in
      guard let registry = registryChanges.version(of: client), let secrets = secretChanges.version(of: client),
        let own = ownChanges.version(of: client)
      else { return nil }
      return registry + secrets + own
    }
    self.activeTokens = activeTokens
    let keptApps = KeptAnswers<AppSID, KnownApp>(registryChanges.version)
    let keptKeys = KeptAnswers<APIKeySID, KnownAPIKey>(registryChanges.version)
    let policies = KnownPolicies(catalogue: catalogue) {
      keptApps.forgetAll()
      keptKeys.forgetAll()
      activeTokens.forgetAll()
    }
    apps = KnownClients(registry: registry, policies: policies, kept: keptApps)
    apiKeys = KnownClients(registry: registry, policies: policies, kept: keptKeys)
    workingSecrets = WorkingSecrets(secretManager: secretManager, changes: secretChanges, clock: clock)
    compromisedSecrets = CompromisedSecrets(secretManager: secretManager, changes: secretChanges)
    revocations = Revocations(store: store, changes: ownChanges, clock: clock, uptime: uptime)
    signingKeys = SigningKeys(
      store: store, keyEncryptionKey: keyEncryptionKey, algorithm: identity.algorithm, clock: clock)
    currentSigningKey = CurrentSigningKey(signingKeys)
    brake = WrongSecretBrake(clock: clock)
    metadata = Once {
      try Encoded(ServerMetadata(issuer: identity.issuer, scopesSupported: catalogue.permissions.map(\.name)))
    }
  }

  package var routes: [Route] { tokenRoutes + signingKeyRoutes + metadataRoutes }

  private var tokenRoutes: [Route] {
    tokenMethods.serve(steps(issue), steps(introspect), steps(authorize), TokensRevoke.served(by: revoke))
  }

  private var signingKeyRoutes: [Route] {
    signingKeyMethods.serve(SigningKeysList.served(by: listSigningKeys), JWKSGet.served(by: publicKeys))
  }

  private var metadataRoutes: [Route] {
    metadataMethods.serve(MetadataGet.served(encodedBy: { _, _ in try metadata.value }))
  }

  /// Serves a method by its steps: at once if all answers are known, otherwise as soon as they have been asked for.
  private func steps<M: Method>(
    _ steps: @escaping @Sendable (M, inout Answers) throws -> M.Reply
  ) -> Handler<M> {
    M.served(eagerlyBy: { request, call in
      var answers = Answers(for: PeerUser(call.peer))
      if let reply = try answers.run({ try steps(request, &$0) }) { return .ready(reply) }
      return .later { [answers] in
        var answers = answers
        return try await answers.reply(within: call) { try steps(request, &$0) }
      }
    })
  }
}
