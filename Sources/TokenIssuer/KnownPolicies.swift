import Permissions
import Synchronization
import WireProtocol

/// The policies of the known apps, by one catalogue. Apps with equal policies share one.
final class KnownPolicies: Sendable {
  /// A policy beyond this number makes the list begin anew. Apps keep the policies that they have.
  private static let limit = 1024
  /// What all policies together may take, those included that apps keep.
  static let longestTotal = 16 << 20

  private struct Key: Hashable {
    let policy: Policy
    let form: ScopeForm
  }

  let known: KnownCatalogue
  private let alive = LivePolicies()
  private let policies = Mutex<[Key: KnownPolicy]>([:])

  init(_ known: KnownCatalogue) {
    self.known = known
  }

  /// Bytes of the policies that are in memory.
  var bytes: Int { alive.bytes }

  func known(_ policy: Policy, _ form: ScopeForm = .names) throws(ScopeError) -> KnownPolicy {
    let key = Key(policy: policy, form: form)
    if let known = policies.withLock({ $0[key] }) { return known }
    let known = try KnownPolicy(
      PermissionPolicy(allow: policy.allow, deny: policy.deny, catalogue: known.catalogue), form, known, alive: alive)
    policies.withLock { policies in
      if policies.count >= Self.limit { policies = [:] }
      policies[key] = known
    }
    return known
  }

  func forgetAll() {
    policies.withLock { $0 = [:] }
  }
}
