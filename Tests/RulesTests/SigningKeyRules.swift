import JSON
import RPC
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite("Signing keys that follow each other")
struct SigningKeyRules {
  /// Generated for this test.
  private static let pem = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIIOGWiGoHIW+ixSc3qyeuXrhAz7dY6kl6Jsr1wvFyPJboAoGCCqGSM49
    AwEHoUQDQgAEj+LUY0JbsMcPFG84FJplTAKJ+2RUJwCawxTTiODmt2TzQDPVqgSR
    8Oe1e7s474OpeSpra0NEWSZiS5R4FCLZnQ==
    -----END EC PRIVATE KEY-----

    """

  @Test("A rotation announces a key for a day; asked for again it is the same one", arguments: World.Wiring.allCases)
  func rotation(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let first = try await world.kid(of: world.token(app))
      let announced = try await world.issuer.call(SigningKeysRotate())
      #expect(announced.status == .announced && announced.signsFrom == world.clock.now + 86_400)
      #expect(try await world.issuer.call(SigningKeysRotate()) == announced)
      #expect(try await world.jwks == [first, announced.kid])
      world.clock.advance(by: 86_399)
      #expect(try await world.kid(of: world.token(app)) == first)
      world.clock.advance(by: 1)
      #expect(try await world.kid(of: world.token(app)) == announced.kid)
      #expect(try await world.statuses == [.verifying, .signing])
    }
  }

  @Test(
    "R7 in kind: with the retirement of a key its tokens end on all instances, and none signs with it from then on",
    arguments: World.Wiring.allCases)
  func retirement(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
      let tokens = [
        try await world.token(app),
        try await other.call(TokensIssue(clientId: app.sid, clientSecret: app.secret)).accessToken,
      ]
      for token in tokens {
        #expect(try await world.isActive(token))
        #expect(try await other.call(TokensIntrospect(token: token)).claims != nil)
      }
      let stolen = try world.kid(of: tokens[0])
      let next = try await world.issuer.call(SigningKeysRotate())
      let retired = try await world.issuer.call(SigningKeysRetire(kid: stolen.id, now: true))
      #expect(retired.status == .retired && retired.verifiesUntil == world.clock.now)
      for token in tokens {
        #expect(try await !world.isActive(token))
        #expect(try await other.call(TokensIntrospect(token: token)).claims == nil)
      }
      let fresh = try await other.call(TokensIssue(clientId: app.sid, clientSecret: app.secret)).accessToken
      #expect(try world.kid(of: fresh) == next.kid)
      #expect(try await world.isActive(fresh))
      #expect(try await world.jwks == [next.kid])
      world.clock.set(by: -30)
      #expect(try await !world.isActive(tokens[0]), "R18")
    }
  }

  @Test("An urgent rotation signs with the next key at once, on all instances", arguments: World.Wiring.allCases)
  func urgency(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
      let issue = TokensIssue(clientId: app.sid, clientSecret: app.secret)
      let old = try await other.call(issue).accessToken
      let next = try await world.issuer.call(SigningKeysRotate(now: true))
      #expect(next.status == .signing)
      #expect(try world.kid(of: try await other.call(issue).accessToken) == next.kid)
      #expect(try await world.isActive(old))
      let announced = try await world.issuer.call(SigningKeysRotate())
      let urgent = try await world.issuer.call(SigningKeysRotate(now: true))
      #expect(urgent.kid == announced.kid && urgent.status == .signing)
    }
  }

  @Test("What would leave nothing to sign with, or end tokens unasked, is refused with the cure")
  func refusedRetirements() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let kid = try world.kid(of: try await world.token(app)).id
      let last = try await #require(throws: ServiceError.self) {
        try await world.issuer.call(SigningKeysRetire(kid: kid, now: true))
      }
      #expect(last.code == .conflict && last.message.contains("make another with signing_keys.rotate"))
      let announced = try await world.issuer.call(SigningKeysRotate())
      let unasked = try await #require(throws: ServiceError.self) {
        try await world.issuer.call(SigningKeysRetire(kid: kid))
      }
      #expect(unasked.code == .conflict && unasked.message.contains("`now` ends them all"))
      #expect(
        try await world.refusal { try await world.issuer.call(SigningKeysRetire(kid: .sample, now: true)) }
          == "not_found")
      // An announced key has no tokens, and the one before it signs on.
      #expect(try await world.issuer.call(SigningKeysRetire(kid: announced.kid.id)).status == .retired)
      #expect(try await world.issuer.call(SigningKeysRetire(kid: announced.kid.id)).status == .retired)
      #expect(try await world.statuses == [.signing, .retired])
      world.clock.advance(by: 10 * 86_400)
      #expect(try world.kid(of: try await world.token(app)) == kid.text)
    }
  }

  @Test("An imported key is announced for a day like any other; once retired it never comes back")
  func importing() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      _ = try await world.token(app)
      let imported = try await world.issuer.call(SigningKeysImport(key: Sensitive(Self.pem)))
      #expect(imported.status == .announced && imported.signsFrom == world.clock.now + 86_400)
      let again = SigningKeysImport(key: Sensitive(Self.pem))
      #expect(try await world.refusal { try await world.issuer.call(again) } == "already_exists")
      world.clock.advance(by: 86_400)
      #expect(try world.kid(of: try await world.token(app)) == imported.kid)
      _ = try await world.issuer.call(SigningKeysRotate(now: true))
      _ = try await world.issuer.call(SigningKeysRetire(kid: imported.kid.id, now: true))
      #expect(try await world.refusal { try await world.issuer.call(again) } == "already_exists")
    }
  }

  @Test("While a key is announced no other is imported")
  func oneAtATime() async throws {
    try await withWorld(.inProcess) { world in
      _ = try await world.issuer.call(SigningKeysRotate())
      let refusal = try await #require(throws: ServiceError.self) {
        try await world.issuer.call(SigningKeysImport(key: Sensitive(Self.pem)))
      }
      #expect(refusal.code == .conflict && refusal.message.contains("wait for that, or retire it"))
    }
  }

  @Test(
    "What is no key that may sign is refused, and not repeated",
    arguments: [
      ("-----BEGIN PUBLIC KEY-----\nc2VjcmV0\n-----END PUBLIC KEY-----", "this is a public key"),
      ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----", "the key is encrypted"),
      (
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIBk5k79Wee9wP8LKXx2YhWKlbQ4mDGK8QP7DeAUK4A20\n"
          + "-----END PRIVATE KEY-----", "it is for EdDSA, and tokens are signed with ES256"
      ),
      ("c2VjcmV0", "this is neither PEM nor a JSON Web Key"),
    ])
  func refusedImports(text: String, fault: String) async throws {
    try await withWorld(.inProcess) { world in
      let error = try await #require(throws: ServiceError.self) {
        try await world.issuer.call(SigningKeysImport(key: Sensitive(text)))
      }
      #expect(error.code == .invalidParams && error.path == "key")
      #expect(error.message.contains(fault) && !error.message.contains("c2VjcmV0"), "\(error.message)")
    }
  }

  @Test("R19: a rotation that is sent again with its key is the same one", arguments: World.Wiring.allCases)
  func repetition(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let key = IdempotencyKey.random()
      let first = try await world.issuer.call(SigningKeysRotate(now: true), key: key)
      try await world.start(.tokenIssuer)
      #expect(try await world.issuer.call(SigningKeysRotate(now: true), key: key) == first)
      #expect(try await world.statuses.count == 2)
    }
  }
}

extension World {
  /// The key that a token was signed with.
  fileprivate func kid(of token: Sensitive) throws -> String {
    let header = Array(token.revealed.utf8.prefix { $0 != UInt8(ascii: ".") })
    let json = Base64URL.decode(header.span)
    return try #require(try Wire.document(json ?? [])["kid"]?.string)
  }

  fileprivate var jwks: [String] {
    get async throws { try await issuer.call(JWKSGet()).keys.map(\.kid) }
  }

  fileprivate var statuses: [SigningKeyStatus] {
    get async throws { try await issuer.call(SigningKeysList()).items.map(\.status) }
  }
}

extension String {
  fileprivate var id: SigningKeyID { SigningKeyID(self) ?? .sample }
}
