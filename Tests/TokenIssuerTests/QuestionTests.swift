import RPC
import TestSupport
import Testing
import WireProtocol

/// What an issuer asks the other services in the course of its calls.
@Suite(.timeLimit(.minutes(1))) struct QuestionTests {
  private let world: World
  private let app: CreatedApp

  init() async throws {
    world = try await World()
    app = try await world.makeApp()
  }

  private func issue(_ issuer: ObservedIssuer) async throws -> Sensitive {
    try await issuer.client.call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret)).accessToken
  }

  private func isActive(_ token: Sensitive, _ issuer: ObservedIssuer) async throws -> Bool {
    try await issuer.client.call(TokensIntrospect(token: token)).claims != nil
  }

  @Test("An issuer that knows nothing asks each question of a call once, and none of them at the next call")
  func once() async throws {
    let issuer = try ObservedIssuer(world)
    let token = try await issue(issuer)
    #expect(issuer.asked == ["apps.get", "secrets.verify"])
    _ = try await issue(issuer)
    #expect(issuer.asked == ["apps.get", "secrets.verify"])
    #expect(try await isActive(token, issuer))
    #expect(issuer.asked == ["apps.get", "secrets.get", "secrets.verify"])
    _ = try await issuer.client.call(TokensAuthorize(token: token, method: "GET", path: "/"))
    #expect(issuer.asked == ["apps.get", "secrets.get", "secrets.verify"])
  }

  @Test("Registry and secret manager are asked at the same time, by a grant as by an introspection")
  func together() async throws {
    func meetingIssuer() throws -> ObservedIssuer {
      let issuer = try ObservedIssuer(world)
      let meeting = Meeting(of: 2)
      issuer.registry.beforeNextReply { await meeting.arrive() }
      issuer.secretManager.beforeNextReply { await meeting.arrive() }
      return issuer
    }
    let token = try await issue(meetingIssuer())
    #expect(try await isActive(token, meetingIssuer()))
  }

  @Test("A refusal waits for no service that hangs: a wrong secret, an unknown client", arguments: [true, false])
  func refusalBesideHungService(isSecretWrong: Bool) async throws {
    let issuer = try ObservedIssuer(world)
    let never = Meeting(of: 2)
    (isSecretWrong ? issuer.registry : issuer.secretManager).beforeNextReply { await never.arrive() }
    let request = TokensIssue(
      clientId: isSecretWrong ? app.app.sid : .random(), clientSecret: isSecretWrong ? Sensitive("wrong") : app.secret)
    let error = try await #require(throws: ServiceError.self) { try await issuer.client.call(request) }
    #expect(error.code == .invalidClient)
  }

  @Test("An answer obtained while a change may be under way serves its own call and no other")
  func underWay() async throws {
    let issuer = try ObservedIssuer(world, secretive: [.appRegistry, .secretManager, .tokenIssuer])
    for count in 1...3 {
      let token = try await issue(issuer)
      #expect(try await isActive(token, issuer))
      let once = ["apps.get", "apps.get", "secrets.get", "secrets.verify"]
      #expect(issuer.asked == Array(repeating: once, count: count).joined().sorted())
    }
  }

  @Test("R7: an app that is deleted while its call is under way is deleted for the next call")
  func deletionMeanwhile() async throws {
    let issuer = try ObservedIssuer(world)
    let token = Sensitive(try await world.issue(app))
    let allAnswered = Meeting(of: 2)
    issuer.secretManager.beforeNextReply { await allAnswered.arrive() }
    issuer.registry.beforeNextReply { [world, app] in
      await allAnswered.arrive()
      _ = try await world.client(.appRegistry).call(AppsDelete(sid: app.app.sid))
    }
    #expect(try await isActive(token, issuer), "all was answered before the deletion")
    #expect(try await !isActive(token, issuer))
    await #expect(throws: ServiceError.self) { try await issue(issuer) }
  }

  @Test("R10: a secret that is compromised while its call is under way is compromised for the next call")
  func compromiseMeanwhile() async throws {
    let issuer = try ObservedIssuer(world)
    let token = Sensitive(try await world.issue(app))
    issuer.secretManager.beforeNextReply { [world, app] in
      _ = try await world.client(.appRegistry).call(
        AppsRotateSecret(sid: app.app.sid, gracePeriod: GracePeriod(0)))
    }
    #expect(try await isActive(token, issuer), "the secret manager answered before the rotation")
    #expect(try await !isActive(token, issuer))
  }

  @Test("A token that is revoked while its introspection is under way is inactive for the next call")
  func revocationMeanwhile() async throws {
    let issuer = try ObservedIssuer(world)
    let token = Sensitive(try await world.issue(app))
    issuer.registry.beforeNextReply { [world, app] in
      _ = try await world.client(.tokenIssuer).call(
        TokensRevoke(token: token, clientId: app.app.sid, clientSecret: app.secret))
    }
    _ = try await isActive(token, issuer)
    #expect(try await !isActive(token, issuer))
  }
}
