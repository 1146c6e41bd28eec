import RPC
import TestSupport
import Testing
import WireProtocol

/// The issuer decides alike whether it knows everything, something or nothing.
@Suite struct DecisionTests {
  @Test("What is known makes no difference to a decision", arguments: Event.allCases)
  func decisions(_ event: Event) async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let token = Sensitive(try await world.issue(app))
    let services = ServiceName.withDatabase
    let issuers = try (0..<1 << services.count).map { choice in
      try ObservedIssuer(world, secretive: Set(services.indices.filter { choice >> $0 & 1 == 1 }.map { services[$0] }))
    }
    for issuer in issuers { #expect(try await Decision(issuer, app, token) == .grantAll) }
    try await event.happen(in: world, to: app, token)
    for issuer in issuers + [try ObservedIssuer(world)] {
      // What the first has asked for, the second knows.
      for _ in 1...2 { #expect(try await Decision(issuer, app, token, event) == event.decision) }
    }
  }
}

/// What may happen to an app, its secret or its token.
enum Event: String, CaseIterable, Sendable {
  case nothing, wrongSecret, deletion, suspension, revocation, compromise, expiry, narrowing

  func happen(in world: World, to app: CreatedApp, _ token: Sensitive) async throws {
    let registry = world.client(.appRegistry)
    let sid = app.app.sid
    switch self {
    case .nothing, .wrongSecret: break
    case .deletion: _ = try await registry.call(AppsDelete(sid: sid))
    case .suspension: _ = try await registry.call(AccountsSuspend(sid: app.app.accountSid))
    case .revocation:
      _ = try await world.client(.tokenIssuer).call(
        TokensRevoke(token: token, clientId: sid, clientSecret: app.secret))
    case .compromise: _ = try await registry.call(AppsRotateSecret(sid: sid, gracePeriod: GracePeriod(0)))
    case .expiry: world.clock.advance(by: 3600)
    case .narrowing:
      _ = try await registry.call(AppsUpdate(sid: sid, policy: Policy(allow: ["/twilio/messaging/messages/read"])))
    }
  }

  /// What the issuer decides from then on.
  fileprivate var decision: Decision {
    switch self {
    case .nothing: .grantAll
    case .wrongSecret: Decision(refusal: .invalidClient, isActive: true, isAllowed: true)
    case .deletion, .compromise: Decision(refusal: .invalidClient, isActive: false, isAllowed: false)
    case .suspension: Decision(refusal: .unauthorizedClient, isActive: false, isAllowed: false)
    case .revocation, .expiry: Decision(refusal: nil, isActive: false, isAllowed: false)
    case .narrowing: Decision(refusal: .invalidScope, isActive: true, isAllowed: false)
    }
  }
}

/// What an issuer says about an app and a token of its.
private struct Decision: Equatable {
  static let grantAll = Decision(refusal: nil, isActive: true, isAllowed: true)

  /// Why a token is refused.
  let refusal: ErrorCode?
  let isActive: Bool
  let isAllowed: Bool
}

extension Decision {
  init(_ issuer: ObservedIssuer, _ app: CreatedApp, _ token: Sensitive, _ event: Event = .nothing) async throws {
    let path = "/2010-04-01/Accounts/\(app.app.accountSid)/Messages.json"
    let secret = event == .wrongSecret ? Sensitive("wrong") : app.secret
    isActive = try await issuer.client.call(TokensIntrospect(token: token)).claims != nil
    isAllowed = try await issuer.client.call(TokensAuthorize(token: token, method: "GET", path: path)).allowed
    do {
      _ = try await issuer.client.call(
        TokensIssue(clientId: app.app.sid, clientSecret: secret, scope: "/twilio/messaging/messages/list"))
      refusal = nil
    } catch let error as ServiceError {
      refusal = error.code
    }
  }
}
