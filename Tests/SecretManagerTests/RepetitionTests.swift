import Foundation
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SecretManager

@Suite struct RepetitionTests {
  private let vault: Vault
  private let key = IdempotencyKey.random()

  init() throws {
    vault = try Vault()
  }

  private func create(_ registry: Registry, _ key: IdempotencyKey) async throws -> IssuedSecret {
    try await registry.service.call(SecretsCreate(clientId: vault.client), key: key)
  }

  private func rotate(_ registry: Registry, _ key: IdempotencyKey, grace: Int? = nil) async throws -> IssuedSecret {
    try await registry.service.call(
      SecretsRotate(clientId: vault.client, gracePeriod: grace.flatMap { GracePeriod($0) }), key: key)
  }

  @Test("R19: a creation that is sent again, to another instance too, shows the same secret, which works")
  func creation() async throws {
    let issued = try await create(vault.instance(), key)
    let again = try await create(vault.instance(), key)
    #expect(again == issued)
    #expect(again.secret.revealed.wholeMatch(of: /[A-Za-z0-9_-]{64}/) != nil)
    #expect(try await vault.instance().works(again))
  }

  @Test("R19: a rotation that is sent again shows the same secret, and the secret in use is not pushed out")
  func rotation() async throws {
    let registry = try vault.instance()
    let inUse = try await registry.create()
    let issued = try await rotate(registry, key)
    for _ in 1...3 { #expect(try await rotate(vault.instance(), key) == issued) }
    for secret in [inUse, issued] { #expect(try await registry.works(secret)) }
    #expect(try await registry.list().items.count == 2)
  }

  @Test("R19: the same rotation twice at a time, at two instances, is one")
  func together() async throws {
    let (one, other) = (try vault.instance(), try vault.instance())
    _ = try await one.create()
    async let first = rotate(one, key)
    async let second = rotate(other, key)
    #expect(try await first == second)
    #expect(try await one.list().items.count == 2)
  }

  @Test("R19: the key of another change is refused: conflict")
  func otherChange() async throws {
    let registry = try vault.instance()
    let created = try await create(registry, key)
    await expectRefusal(.conflict, at: "meta.idempotency_key") { [self] in _ = try await rotate(registry, key) }
    let other = IdempotencyKey.random()
    _ = try await rotate(registry, other)
    await expectRefusal(.conflict) { [self] in _ = try await rotate(registry, other, grace: 0) }
    await expectRefusal(.conflict) { [self] in
      _ = try await registry.service.call(SecretsRevoke(clientId: vault.client, secretSid: created.sid), key: other)
    }
  }

  @Test("A secret is never made again: a key that is used later makes another, also of a secret that was compromised")
  func laterUse() async throws {
    let registry = try vault.instance()
    _ = try await registry.create()
    let first = try await rotate(registry, key)
    _ = try await registry.revoke(first.sid)
    vault.clock.advance(by: IdempotencyKey.memory + 61)
    let second = try await rotate(registry, key)
    #expect(second.sid != first.sid && second.secret != first.secret)
    #expect(try await !registry.works(first))
    #expect(try await registry.works(second))
  }

  @Test("A secret follows from the pepper and the key: another of either makes another secret")
  func derivation() async throws {
    let pepper = try vault.manager().pepper
    let other = try vault.manager(pepper: Data(Vault.pepperBytes.reversed())).pepper
    let (sid, client) = (SecretSID.random(), vault.client)
    let secrets = [
      pepper.secret(sid, of: client, key: key), pepper.secret(sid, of: client, key: .random()),
      pepper.secret(.random(), of: client, key: key), pepper.secret(sid, of: .app(.random()), key: key),
      other.secret(sid, of: client, key: key),
    ]
    #expect(Set(secrets).count == 5)
    #expect(secrets.allSatisfy { $0.count == 48 })
    #expect(pepper.secret(sid, of: client, key: key) == secrets[0])
  }
}
