import TestSupport
import Testing
import WireProtocol

@Suite struct ConcurrencyTests {
  @Test("R9: Rotations at once through several instances all succeed, and leave two active secrets", arguments: 1...5)
  func rotations(_ round: Int) async throws {
    let vault = try Vault()
    let instances = try (1...4).map { _ in try vault.instance() }
    let created = try await instances[0].create()
    let issued = try await inParallel(instances) { try await [$0.rotate(), $0.rotate()] }.flatMap(\.self)

    let listed = try await instances[0].list().items
    #expect(Set(listed.map(\.sid)) == Set(issued.map(\.sid) + [created.sid]))
    #expect(listed.count { $0.status == .active } == 2)
    // Each replaced another: they took effect one after the other.
    #expect(Set(issued.map(\.previous?.sid)).count == issued.count)
    for secret in issued {
      let isActive = listed.contains { $0.sid == secret.sid && $0.status == .active }
      #expect(try await instances[1].works(secret) == isActive)
    }
  }

  @Test("Of first secrets made at once exactly one comes about")
  func creations() async throws {
    let vault = try Vault()
    let instances = try (1...4).map { _ in try vault.instance() }
    let outcomes = try await inParallel(instances) { instance -> SecretSID? in
      do { return try await instance.create().sid } catch let error as ServiceError where error.code == .alreadyExists {
        return nil
      }
    }
    #expect(outcomes.count { $0 != nil } == 1)
    #expect(try await instances[0].list().items.map(\.sid) == outcomes.compactMap(\.self))
  }

  @Test("A revocation and a rotation at once both take effect")
  func revocation() async throws {
    let vault = try Vault()
    let (one, two) = (try vault.instance(), try vault.instance())
    let first = try await one.create()
    async let revoked = one.revoke(first.sid)
    async let rotated = two.rotate()
    #expect(try await revoked.status == .revoked)
    #expect(try await two.works(rotated))
    #expect(try await two.get(first.sid).status == .revoked)
  }

  private func inParallel<Value: Sendable>(
    _ instances: [Registry], _ body: @escaping @Sendable (Registry) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup { group in
      for instance in instances { group.addTask { try await body(instance) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}
