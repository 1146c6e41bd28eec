import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

/// What the issuer keeps is bounded in bytes, whatever clients ask for.
@Suite struct KeptBytesTests {
  private static let names = World.catalogue.permissions.prefix(100).map(\.name)

  private func policies() throws -> KnownPolicies {
    KnownPolicies(KnownCatalogue(World.catalogue, audience: "https://api.example"))
  }

  private func policy(_ allow: [String]) throws -> Policy {
    Policy(allow: allow, deny: [])
  }

  @Test("A token with a scope of its own of 100 names takes less than a kilobyte beyond what all tokens share")
  func longScopes() throws {
    let known = try policies().known(policy(Self.names))
    for shift in 1..<Self.names.count {
      let text = (Self.names.dropFirst(shift) + Self.names.prefix(shift)).joined(separator: " ")
      let scope = known.scope(leftOf: text, for: known.known.standardAudience)
      #expect(scope !== known.standardScope)
      #expect(scope.heldBytes < 1000)
      #expect(scope.text == text)
      #expect(Self.names.allSatisfy(scope.holds))
    }
  }

  @Test("Tokens with the usual scope of their app share it")
  func usualScope() throws {
    let known = try policies().known(policy(Self.names))
    #expect(known.scope(leftOf: known.standardScope.text, for: known.known.standardAudience) === known.standardScope)
  }

  @Test("A scope holds what its wildcards cover, and nothing that the catalogue does not have")
  func wildcards() throws {
    let name = try #require(Self.names.first)
    let wildcard = try #require(PermissionName.wildcard(covering: name))
    let known = try policies().known(policy([wildcard]))
    let scope = known.scope(
      leftOf: "\(wildcard) /no/such/permission/read", for: known.known.standardAudience)
    #expect(scope.holds(name) && scope.holds(wildcard))
    #expect(!scope.holds("/no/such/permission/read"))
    let other = try #require(World.catalogue.permissions.last?.name)
    #expect(!scope.holds(other))
  }

  @Test("Policies count as long as they are in memory, whoever keeps them")
  func policiesInMemory() throws {
    let policies = try policies()
    var kept: [KnownPolicy] = []
    for count in 1...100 { kept.append(try policies.known(policy(Array(Self.names.prefix(count))))) }
    let all = policies.bytes
    #expect(all > 100 * 50 * 128)
    policies.forgetAll()
    #expect(policies.bytes == all)
    kept.removeAll()
    #expect(policies.bytes == 0)
  }

  @Test("Apps with ever other policies do not fill the memory: when they take too much, all is asked anew")
  func manyPolicies() async throws {
    let world = try await World()
    let issuer = try world.issuerService()
    let policies = issuer.apps.policies.now
    let app = try await world.makeApp()
    let client = Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
    var kept: [KnownPolicy] = []
    while policies.bytes <= KnownPolicies.longestTotal {
      kept.append(try policies.known(policy(Self.names.shuffled())))
    }
    kept.removeAll()
    _ = try await client.call(TokensIssue(clientId: app.app.sid, clientSecret: app.secret))
    #expect(policies.bytes < KnownPolicies.longestTotal / 8)
  }
}

extension TokenScope {
  /// Bytes of the object, of its numbers with the head of their array, and of the text where it has one of its own.
  fileprivate var heldBytes: Int {
    64 + 32 + numbers.capacity * MemoryLayout<UInt32>.stride + (written?.utf8.count ?? 0)
  }
}
