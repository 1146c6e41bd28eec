import JOSE
import RPC
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite("Signing keys")
struct SigningKeyTests {
  @Test("Instances that start together agree on one signing key, and each accepts the other's tokens")
  func agreement() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let instances = try (0..<4).map { _ in
      Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
    }
    let tokens = try await withThrowingTaskGroup { group in
      for instance in instances {
        group.addTask {
          try await instance.call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret)).accessToken
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(try await world.client(.tokenIssuer).call(SigningKeysList()).items.count == 1)
    for instance in instances {
      for token in tokens { #expect(try await instance.call(TokensIntrospect(token: token)).claims != nil) }
    }
  }

  @Test("A revocation by one instance holds on the others in the very next call")
  func revocation() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    let token = Sensitive(try await world.issue(app))
    let other = Client(InProcessTransport(Dispatcher(try world.issuerService().routes), from: .root))
    #expect(try await other.call(TokensIntrospect(token: token)).claims != nil)
    _ = try await world.client(.tokenIssuer).call(
      TokensRevoke(token: token, clientId: app.app.sid, clientSecret: app.secret))
    #expect(try await other.call(TokensIntrospect(token: token)) == .inactive)
  }

  @Test("The key survives a restart")
  func restart() async throws {
    let world = try await World()
    let token = try await world.issue(try await world.makeApp())
    try await world.start(.tokenIssuer)
    #expect(try await world.isActive(token))
  }

  @Test("With another key-encryption key the issuer is unavailable and says why; it does not make a new key")
  func wrongKeyEncryptionKey() async throws {
    let world = try await World()
    let token = try await world.issue(try await world.makeApp())
    let impostor = try world.issuerService(keyEncryptionKey: Array(2...33))
    let client = Client(InProcessTransport(Dispatcher(impostor.routes), from: .root))
    let error = try await #require(throws: ServiceError.self) {
      try await client.call(TokensIntrospect(token: Sensitive(token)))
    }
    #expect(error.code == .unavailable)
    #expect(error.message.contains("key-encryption key"))
    #expect(try await world.client(.tokenIssuer).call(SigningKeysList()).items.count == 1)
  }
}
