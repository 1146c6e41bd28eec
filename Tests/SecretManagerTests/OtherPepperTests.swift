import Foundation
import SecretManager
import Storage
import TestSupport
import Testing
import WireProtocol

/// A wrong pepper is told apart from wrong secrets.
@Suite struct OtherPepperTests {
  private let vault: Vault
  private let other = Data(repeating: 9, count: 32)

  init() throws {
    vault = try Vault()
  }

  @Test("With another pepper a secret is neither right nor wrong: the service is unavailable, and says what to do")
  func unavailable() async throws {
    _ = try await vault.instance().create()
    let registry = try vault.instance(pepper: other)
    for secret in [Sensitive("wrong"), Sensitive(String(repeating: "A", count: 64))] {
      let error = await #expect(throws: ServiceError.self) { try await registry.verify(secret) }
      #expect(error?.code == .unavailable)
      #expect(
        error?.message.hasSuffix(
          "restore the credential pepper, or give each app a new secret (oauthctl secret rotate)") == true)
    }
    await expectRefusal(.unavailable) { _ = try await vault.manager(pepper: other).checkPepper() }
    #expect(try await vault.manager().checkPepper() == "is the one that secrets were hashed with")
    // A client without secrets has none under any pepper.
    #expect(try await !registry.about(.app(.random())).verify(Sensitive("wrong")).valid)
  }

  @Test("Where the old pepper is lost for good, each client works again as soon as its secret is rotated")
  func replaced() async throws {
    let client = ClientID.app(.random())
    let old = try await vault.instance().create()
    let untouched = try await vault.instance().about(client).create()
    let registry = try vault.instance(pepper: other)
    let new = try await registry.rotate(grace: 0)
    #expect(try await registry.works(new))
    #expect(try await !registry.verify(old.secret).valid)
    await expectRefusal(.unavailable) { _ = try await registry.about(client).works(untouched) }
    #expect(try await vault.manager(pepper: other).checkPepper() == "is the one that secrets were hashed with")
  }

  @Test("While an old secret has its grace period, a new one works and the old one is neither right nor wrong")
  func grace() async throws {
    let old = try await vault.instance().create()
    let registry = try vault.instance(pepper: other)
    let new = try await registry.rotate(grace: 60)
    #expect(try await registry.works(new))
    await expectRefusal(.unavailable) { _ = try await registry.works(old) }
  }

  @Test("Of secrets that an earlier release stored the first pepper is noted, once")
  func adoption() async throws {
    let manager = try vault.manager()
    _ = try await vault.instance().create()
    try await vault.store().change(.noApp) { try $0.run("DELETE FROM peppers") }
    try await manager.adoptPepper()
    try await vault.manager(pepper: other).adoptPepper()
    #expect(try await manager.checkPepper() == "is the one that secrets were hashed with")
    await expectRefusal(.unavailable) { _ = try await vault.manager(pepper: other).checkPepper() }
  }
}
