import JOSE
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

@Suite("Another key-encryption key")
struct RewrappingTests {
  private let new: [UInt8] = Array(101...132)

  private func client(_ issuer: TokenIssuer) -> Client {
    Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
  }

  @Test("With the former one beside it everything opens at once; what was sealed anew opens without the former one")
  func exchange() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let token = Sensitive(try await world.issue(app))
    let both = try world.issuerService(keyEncryptionKey: new, former: world.keyEncryptionKey)
    #expect(try await client(both).call(TokensIntrospect(token: token)).claims != nil)
    #expect(try await both.checkSigningKeys().contains("some are still sealed with the former"))
    try await both.tendSigningKeys()
    #expect(try await both.checkSigningKeys().contains("remove that credential"))
    let after = try world.issuerService(keyEncryptionKey: new)
    #expect(try await client(after).call(TokensIntrospect(token: token)).claims != nil)
    #expect(try await after.checkSigningKeys().contains("signs, all 1 open"))
  }

  @Test("An instance that has only the former one goes on with the keys it has opened; a new one says what is missing")
  func instances() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let token = try await world.issue(app)
    try await world.issuerService(keyEncryptionKey: new, former: world.keyEncryptionKey).tendSigningKeys()
    world.clock.advance(by: SigningKeySchedule.notice)
    #expect(try await !world.isActive(token), "expired")
    #expect(try await world.isActive(world.issue(app)))
    let former = try world.issuerService()
    let error = try await #require(throws: ServiceError.self) { try await former.checkSigningKeys() }
    #expect(error.code == .unavailable && error.message.contains("restore the key-encryption key"))
  }

  @Test("A public half is sealed anew as well, and all keys in one transaction")
  func publicHalves() async throws {
    let world = try await World()
    let issuer = client(try world.issuerService())
    _ = try await issuer.call(JWKSGet())
    _ = try await issuer.call(SigningKeysRotate(now: true))
    try await world.issuerService().tendSigningKeys()
    let jwks = try await issuer.call(JWKSGet())
    try await world.issuerService(keyEncryptionKey: new, former: world.keyEncryptionKey).tendSigningKeys()
    #expect(try await client(world.issuerService(keyEncryptionKey: new)).call(JWKSGet()) == jwks)
    #expect(jwks.keys.count == 2)
  }

  @Test("Under a wrong one no key is made, announced or imported")
  func wrong() async throws {
    let world = try await World()
    _ = try await world.issue(try await world.makeApp())
    let wrong = try world.issuerService(keyEncryptionKey: new)
    world.clock.advance(by: 90 * 86_400)
    await #expect(throws: ServiceError.self) { try await wrong.tendSigningKeys() }
    await #expect(throws: ServiceError.self) { try await client(wrong).call(SigningKeysRotate()) }
    #expect(try await world.client(.tokenIssuer).call(SigningKeysList()).items.count == 1)
  }
}
