import RPC
import TestSupport
import Testing
import WireProtocol

struct AppKeyTests {
  private let fixture: RegistryFixture
  private let pairs: [ClientKeyPair]

  init() throws {
    fixture = try RegistryFixture()
    pairs = try (0..<7).map { _ in try ClientKeyPair() }
  }

  private func app() async throws -> AppSID { try await fixture.createApp(of: fixture.createAccount()).sid }

  private func set(_ keys: [PublicJWK]) -> PublicJWKSet { PublicJWKSet(keys: keys) }

  private func refusal(_ call: () async throws -> some Any) async throws -> ServiceError {
    try #require(await #expect(throws: ServiceError.self) { _ = try await call() })
  }

  @Test("Keys are shown with all that they say of themselves, and without them an app has no such member")
  func shown() async throws {
    let sid = try await app()
    #expect(try await fixture.root.call(AppsGet(sid: sid)).keys == nil)
    let jwk = pairs[0].jwk(kid: "one")
    let bare = PublicJWK(kty: jwk.kty, kid: "one", crv: jwk.crv, x: jwk.x, y: jwk.y)
    let app = try await fixture.root.call(AppsAddKey(sid: sid, jwk: bare))
    #expect(
      app.keys == [AppKey(thumbprint: pairs[0].thumbprint, dateCreated: fixture.clock.now, jwk: jwk)])
    #expect(try await fixture.root.call(AppsGet(sid: sid)) == app)
    #expect(try await fixture.root.call(AppsList(accountSid: app.accountSid)).items == [app])
  }

  @Test("An app has five active keys at the most")
  func limit() async throws {
    let sid = try await app()
    let five = pairs.prefix(5).map { $0.jwk() }
    _ = try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set(five)))
    let sixth = try await refusal { try await fixture.root.call(AppsAddKey(sid: sid, jwk: pairs[5].jwk())) }
    #expect(sixth.code == .limitExceeded)
    let six = set(pairs.prefix(6).map { $0.jwk() })
    #expect(try await refusal { try await fixture.root.call(AppsSetKeys(sid: sid, jwks: six)) }.code == .limitExceeded)
    _ = try await fixture.root.call(AppsRemoveKey(sid: sid, thumbprint: pairs[0].thumbprint))
    #expect(try await fixture.root.call(AppsAddKey(sid: sid, jwk: pairs[5].jwk())).keys?.count == 6)
  }

  @Test("Removed keys are remembered for 30 days, so many at the most, and then are forgotten")
  func memory() async throws {
    let sid = try await app()
    for pair in try (0..<25).map({ _ in try ClientKeyPair() }) {
      _ = try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set([pair.jwk()])))
    }
    let add = AppsAddKey(sid: sid, jwk: pairs[0].jwk())
    #expect(try await refusal { try await fixture.root.call(add) }.code == .limitExceeded)
    let none = AppsSetKeys(sid: sid, jwks: set([]))
    #expect(try await fixture.root.call(none).keys?.count == 25, "to remove works always")
    fixture.clock.advance(by: 2_592_000)
    #expect(try await refusal { try await fixture.root.call(add) }.code == .limitExceeded)
    fixture.clock.advance(by: 1)
    #expect(try await fixture.root.call(add).keys?.map(\.thumbprint) == [pairs[0].thumbprint])
  }

  @Test("R10: compromised keys are remembered for good; where no place is left beside them, the cure is another app")
  func compromised() async throws {
    let sid = try await app()
    let all = try (0..<25).map { _ in try ClientKeyPair() }
    for pair in all {
      _ = try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set([pair.jwk()]), compromised: true))
    }
    _ = try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set([])))
    func refusalOfAdding(_ pair: ClientKeyPair) async throws -> ServiceError {
      try await refusal { try await fixture.root.call(AppsAddKey(sid: sid, jwk: pair.jwk())) }
    }
    #expect(try await refusalOfAdding(pairs[0]).message.hasSuffix("wait, or create another app"))
    fixture.clock.advance(by: 2_592_001)
    let last = try await fixture.root.call(AppsAddKey(sid: sid, jwk: pairs[0].jwk()))
    #expect(last.keys?.map(\.thumbprint) == (all.dropLast() + [pairs[0]]).map(\.thumbprint))
    #expect(try await refusalOfAdding(all[0]).code == .conflict)
    _ = try await fixture.root.call(AppsRemoveKey(sid: sid, thumbprint: pairs[0].thumbprint, compromised: true))
    fixture.clock.advance(by: 2_592_001)
    let full = try await refusalOfAdding(pairs[1])
    #expect(full.code == .limitExceeded && full.message.hasSuffix("remembered for good; create another app"))
  }

  @Test("A new key may have the kid that another gives up by the same change, in any order", arguments: [true, false])
  func exchange(newFirst: Bool) async throws {
    let sid = try await app()
    _ = try await fixture.root.call(AppsAddKey(sid: sid, jwk: pairs[0].jwk(kid: "a")))
    let keys = [pairs[1].jwk(kid: "a"), pairs[0].jwk(kid: "b")]
    let changed = try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set(newFirst ? keys : keys.reversed())))
    #expect(changed.keys?.map { $0.jwk?.kid } == ["b", "a"])
    #expect(changed.keys?.map(\.thumbprint) == [pairs[0].thumbprint, pairs[1].thumbprint])
  }

  @Test("A key, and a kid, is an app's once")
  func duplicates() async throws {
    let sid = try await app()
    let keys = [pairs[0].jwk(kid: "a"), pairs[1].jwk(kid: "a")]
    for (jwks, path) in [(keys, "jwks.keys[1].kid"), ([keys[0], pairs[0].jwk(kid: "b")], "jwks.keys[1]")] {
      let error = try await refusal { try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set(jwks))) }
      #expect(error.code == .invalidParams && error.path == path)
    }
    _ = try await fixture.root.call(AppsAddKey(sid: sid, jwk: keys[0]))
    for key in [keys[0], keys[1], pairs[0].jwk(kid: "b")] {
      #expect(
        try await refusal { try await fixture.root.call(AppsAddKey(sid: sid, jwk: key)) }.code == .alreadyExists)
    }
    let renamed = try await fixture.root.call(
      AppsSetKeys(sid: sid, jwks: set([pairs[0].jwk(kid: "b"), pairs[1].jwk(kid: "a")])))
    #expect(renamed.keys?.map { $0.jwk?.kid } == ["b", "a"])
  }

  @Test("A key that is not served is refused with its place and the cure, and nothing is changed")
  func refused() async throws {
    let account = try await fixture.createAccount()
    let sid = try await fixture.createApp(of: account).sid
    let good = pairs[0].jwk()
    let bad = PublicJWK(kty: "EC", crv: "P-384", x: good.x, y: good.y)
    let inSet = try await refusal { try await fixture.root.call(AppsSetKeys(sid: sid, jwks: set([good, bad]))) }
    #expect(inSet.code == .invalidParams && inSet.path == "jwks.keys[1].crv")
    #expect(inSet.message.hasSuffix("of elliptic curves only P-256 is served; make a key for ES256"))
    #expect(try await refusal { try await fixture.root.call(AppsAddKey(sid: sid, jwk: bad)) }.path == "jwk.crv")
    #expect(try await fixture.root.call(AppsGet(sid: sid)).keys == nil)
    let unknown = AppsRemoveKey(sid: sid, thumbprint: pairs[0].thumbprint)
    #expect(try await refusal { try await fixture.root.call(unknown) }.code == .notFound)
  }

  @Test("private_key_jwt and keys come together")
  func creation() async throws {
    let account = try await fixture.createAccount()
    func create(_ method: TokenEndpointAuthMethod?, _ keys: [PublicJWK]?) -> AppsCreate {
      AppsCreate(
        accountSid: account.sid, friendlyName: .init(trusted: "Keyed"), policy: .messaging,
        tokenEndpointAuthMethod: method, jwks: keys.map(set))
    }
    let key = pairs[0].jwk()
    for (request, path) in [
      (create(.privateKeyJWT, nil), "jwks"), (create(.privateKeyJWT, []), "jwks"),
      (create(nil, [key]), "token_endpoint_auth_method"),
      (create(.clientSecretPost, [key]), "token_endpoint_auth_method"),
    ] {
      let error = try await refusal { try await fixture.root.call(request) }
      #expect(error.code == .invalidParams && error.path == path)
    }
    let created = try await fixture.root.call(create(.privateKeyJWT, [key]))
    #expect(created.secret == nil && created.secretSid == nil)
    #expect(created.app.keys?.count == 1)
    #expect(try await fixture.root.call(AppsGet(sid: created.app.sid)) == created.app)
  }

  @Test("R3: whoever may not use apps changes no keys")
  func roles() async throws {
    let account = try await fixture.createAccount()
    let sid = try await fixture.createApp(of: account).sid
    let sam = try await fixture.createPerson("sam", .support, of: account)
    let key = pairs[0].jwk()
    for call in [
      { _ = try await sam.client.call(AppsAddKey(sid: sid, jwk: key)) },
      { _ = try await sam.client.call(AppsSetKeys(sid: sid, jwks: set([]))) },
      { _ = try await sam.client.call(AppsRemoveKey(sid: sid, thumbprint: pairs[0].thumbprint)) },
    ] as [() async throws -> Void] {
      #expect(try await refusal(call).code == .roleNotPermitted)
    }
  }
}
