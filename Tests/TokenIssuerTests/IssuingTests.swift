import Crypto
import FoundationEssentials
import JSON
import RPC
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@testable import JOSE

@Suite("Issuing")
struct IssuingTests {
  @Test("RFC 6749 5.1: the reply has what the RFC names, and no member without a value")
  func replyShape() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let reply = try await world.client(.tokenIssuer).call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret))
    let json = try Wire.text(reply)
    #expect(json.contains(#""token_type":"Bearer""#))
    #expect(json.contains(#""expires_in":3600"#))
    #expect(!json.contains("null"))
  }

  @Test("RFC 9068 4: the published keys verify the tokens, for whoever checks them without asking")
  func offlineVerification() async throws {
    let world = try await World()
    let token = try await world.issue(try await world.makeApp())
    let keys = try await world.client(.tokenIssuer).call(JWKSGet()).keys
    let published = try #require(keys.first)
    let point = [published.x, published.y].compactMap(\.self).flatMap { Base64URL.decode([UInt8]($0.utf8).span) ?? [] }
    let key = try VerificationKey(.es256(P256.Signing.PublicKey(rawRepresentation: point)))
    let verifier = AccessTokenVerifier(issuer: "https://auth.example", audience: "https://api.example")
    let claims = try verifier.verify(token, now: world.clock.now.secondsSince1970) { $0 == published.kid ? key : nil }
    #expect(claims.region == "us1")
    #expect(claims.subject == claims.clientID)
  }

  @Test(
    "RFC 9068 2.1: an issuer set to RS256 signs by it, and the published key verifies the token, as the default's does",
    arguments: [SignatureAlgorithm.rs256, .es256])
  func algorithm(_ algorithm: SignatureAlgorithm) async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let issuer = try world.issuerService(algorithm: algorithm)
    let client = Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
    let token = try await client.call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret)).accessToken.revealed
    let header = try Wire.document(Base64URL.decode(Array(token.prefix { $0 != "." }.utf8).span) ?? [])
    #expect(header["alg"]?.string == algorithm.rawValue && header["typ"]?.string == "at+jwt")
    let published = try await client.call(JWKSGet()).keys
    let jwk = try #require(published.first { $0.kid == header["kid"]?.string })
    let key = try VerificationKey(
      PublicJWK(kty: jwk.kty, alg: jwk.alg, crv: jwk.crv, x: jwk.x, y: jwk.y, n: jwk.n, e: jwk.e))
    let verifier = AccessTokenVerifier(issuer: "https://auth.example", audience: "https://api.example")
    let claims = try verifier.verify(token, now: world.clock.now.secondsSince1970) { $0 == jwk.kid ? key : nil }
    #expect(claims.clientID == app.app.sid.text)
    #expect(try await client.call(TokensIntrospect(token: Sensitive(token))).claims != nil)
  }

  @Test("RFC 6749 5.2: another grant than client_credentials is unsupported_grant_type")
  func grantType() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let error = try await #require(throws: ServiceError.self) {
      try await world.client(.tokenIssuer).call(
        TokensIssue(clientId: app.app.sid, clientSecret: app.secret, grantType: "password"))
    }
    #expect(error.code == .unsupportedGrantType)
  }

  @Test("An unknown client and a wrong secret are told apart by nothing")
  func sameRefusal() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let wrong = await #expect(throws: ServiceError.self) { try await world.issue(app, secret: "wrong") }
    let unknown = await #expect(throws: ServiceError.self) {
      try await world.client(.tokenIssuer).call(TokensIssue(clientId: AppSID(low: 9), clientSecret: app.secret))
    }
    #expect(wrong == unknown)
    #expect(wrong?.code == .invalidClient)
  }

  @Test("Wrong secrets are answered later and later; the client that knows its secret never waits")
  func brake() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    for _ in 1...9 { await #expect(throws: ServiceError.self) { try await world.issue(app, secret: "wrong") } }
    #expect(world.pausesTaken == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)])
    _ = try await world.issue(app)
    #expect(world.pausesTaken.count == 4)
    world.clock.advance(by: 60)
    await #expect(throws: ServiceError.self) { try await world.issue(app, secret: "wrong") }
    #expect(world.pausesTaken.count == 4)
  }

  @Test("The gateway, which slows its own callers, is refused at once however often; others go on to wait")
  func gateway() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let gateway = world.client(.tokenIssuer, from: .service(.gateway))
    let wrong = TokensIssue(clientId: app.app.sid, clientSecret: Sensitive("wrong"))
    let key = TokensAuthorize(apiKey: .random(), secret: Sensitive("wrong"), method: "GET", path: "/")
    for _ in 1...20 {
      for call in [{ _ = try await gateway.call(wrong) }, { _ = try await gateway.call(key) }]
        as [@Sendable () async throws -> Void]
      {
        let error = try await #require(throws: ServiceError.self) { try await call() }
        #expect(error.code == .invalidClient)
      }
    }
    #expect(world.pausesTaken == [])
    for _ in 1...6 {
      await #expect(throws: ServiceError.self) {
        try await world.client(.tokenIssuer, from: .person("eve")).call(wrong)
      }
    }
    #expect(world.pausesTaken == [.milliseconds(100)])
  }

  @Test(
    "When a service that must be asked is away, the answer is unavailable and names it",
    arguments: [ServiceName.appRegistry, .secretManager])
  func outage(_ service: ServiceName) async throws {
    let world = try await World(.sockets)
    let app = try await world.makeApp()
    let token = try await world.issue(app)
    try await world.stop(service)
    // An issuer that knows nothing yet.
    try await world.start(.tokenIssuer)
    for call in [{ _ = try await world.issue(app) }, { _ = try await world.isActive(token) }]
      as [@Sendable () async throws -> Void]
    {
      let error = try await #require(throws: ServiceError.self) { try await call() }
      #expect(error.code == .unavailable)
      #expect(error.service == service.rawValue)
    }
    try await world.start(service)
    #expect(try await world.isActive(token))
    try await world.end()
  }
}
