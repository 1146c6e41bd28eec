import RPC
import TestSupport
import Testing
import WireProtocol

/// What the issuer keeps about API keys is worth exactly as much as asking.
@Suite(.timeLimit(.minutes(1))) struct KeyDecisionTests {
  /// What may happen to a key, or be shown in its place.
  enum Event: String, CaseIterable, Sendable {
    case nothing, wrongSecret, deletion, unfinishedDeletion, suspension, narrowing, rotation

    func happen(in world: World, to key: CreatedAPIKey) async throws {
      let registry = world.client(.appRegistry)
      let sid = key.apiKey.sid
      switch self {
      case .nothing, .wrongSecret: break
      case .deletion: _ = try await registry.call(APIKeysDelete(sid: sid))
      case .unfinishedDeletion:
        // Its secrets stay until the secret manager is back.
        try await world.stop(.secretManager)
        _ = try await registry.call(APIKeysDelete(sid: sid))
      case .suspension: _ = try await registry.call(AccountsSuspend(sid: key.apiKey.accountSid))
      case .narrowing:
        _ = try await registry.call(APIKeysUpdate(sid: sid, policy: Policy(allow: ["/twilio/messaging/messages/read"])))
      case .rotation: _ = try await registry.call(APIKeysRotateSecret(sid: sid, gracePeriod: GracePeriod(0)))
      }
    }

    var decision: KeyDecision {
      switch self {
      case .nothing: .allowed
      case .wrongSecret, .deletion, .unfinishedDeletion, .rotation: .refused(.invalidClient)
      case .suspension, .narrowing: .denied
      }
    }
  }

  private let world: World
  private let key: CreatedAPIKey

  init() async throws {
    world = try await World()
    key = try await world.makeKey()
  }

  @Test("R7, R10, R12, R15: what is known makes no difference to a decision about a key", arguments: Event.allCases)
  func decisions(_ event: Event) async throws {
    let services = [ServiceName.appRegistry, .secretManager]
    let issuers = try (0..<1 << services.count).map { choice in
      try ObservedIssuer(world, secretive: Set(services.indices.filter { choice >> $0 & 1 == 1 }.map { services[$0] }))
    }
    for issuer in issuers { #expect(try await KeyDecision(issuer, key) == .allowed) }
    try await event.happen(in: world, to: key)
    let secret = event == .wrongSecret ? Sensitive("wrong") : key.secret
    for issuer in issuers + [try ObservedIssuer(world)] {
      // What the first has asked for, the second knows.
      for _ in 1...2 { #expect(try await KeyDecision(issuer, key, secret: secret) == event.decision) }
    }
  }

  @Test("An issuer that does not know a key asks two questions at the same time, and none at the next call")
  func questions() async throws {
    let issuer = try ObservedIssuer(world)
    let meeting = Meeting(of: 2)
    issuer.registry.beforeNextReply { await meeting.arrive() }
    issuer.secretManager.beforeNextReply { await meeting.arrive() }
    for _ in 1...3 {
      #expect(try await KeyDecision(issuer, key) == .allowed)
      #expect(issuer.asked == ["api_keys.get", "secrets.verify"])
    }
  }

  @Test("What is known of a key needs no question: with the other services away it is decided about")
  func independence() async throws {
    let issuer = try ObservedIssuer(world)
    #expect(try await KeyDecision(issuer, key) == .allowed)
    for service in [issuer.registry, issuer.secretManager] {
      service.beforeNextReply { throw ServiceError(.unavailable, "away") }
    }
    #expect(try await KeyDecision(issuer, key) == .allowed)
  }

  @Test("R8: a key's secret that is known to work is asked about again at the end of its grace period, not before")
  func graceEnd() async throws {
    let issuer = try ObservedIssuer(world)
    _ = try await world.client(.appRegistry).call(
      APIKeysRotateSecret(sid: key.apiKey.sid, gracePeriod: GracePeriod(600)))
    #expect(try await KeyDecision(issuer, key) == .allowed)
    world.clock.advance(by: 599)
    #expect(try await KeyDecision(issuer, key) == .allowed)
    #expect(issuer.asked == ["api_keys.get", "secrets.verify"])
    world.clock.advance(by: 1)
    #expect(try await KeyDecision(issuer, key) == .refused(.invalidClient))
  }

  @Test("A refusal waits for no service that hangs: a wrong secret, an unknown key", arguments: [true, false])
  func refusalBesideHungService(isSecretWrong: Bool) async throws {
    let issuer = try ObservedIssuer(world)
    let never = Meeting(of: 2)
    (isSecretWrong ? issuer.registry : issuer.secretManager).beforeNextReply { await never.arrive() }
    let question = TokensAuthorize(
      apiKey: isSecretWrong ? key.apiKey.sid : .random(), secret: isSecretWrong ? Sensitive("wrong") : key.secret,
      method: "GET", path: "/")
    let error = try await #require(throws: ServiceError.self) { try await issuer.client.call(question) }
    #expect(error.code == .invalidClient)
  }

  @Test("R7: a key that is deleted while its call is under way is deleted for the next call")
  func deletionMeanwhile() async throws {
    let issuer = try ObservedIssuer(world)
    let allAnswered = Meeting(of: 2)
    issuer.secretManager.beforeNextReply { await allAnswered.arrive() }
    issuer.registry.beforeNextReply { [world, key] in
      await allAnswered.arrive()
      _ = try await world.client(.appRegistry).call(APIKeysDelete(sid: key.apiKey.sid))
    }
    #expect(try await KeyDecision(issuer, key) == .allowed, "all was answered before the deletion")
    #expect(try await KeyDecision(issuer, key) == .refused(.invalidClient))
  }

  @Test("R12: a policy that is narrowed while a call is under way is narrowed for the next call")
  func narrowingMeanwhile() async throws {
    let issuer = try ObservedIssuer(world)
    issuer.registry.beforeNextReply { [world, key] in try await Event.narrowing.happen(in: world, to: key) }
    #expect(try await KeyDecision(issuer, key) == .allowed, "the registry answered before the change")
    #expect(try await KeyDecision(issuer, key) == .denied)
  }
}
