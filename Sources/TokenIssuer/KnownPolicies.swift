import Permissions
import Synchronization
import WireProtocol

/// The policies of the known apps and API keys. Those with equal policies share one.
final class KnownPolicies: Sendable {
  /// A policy beyond this number makes the list begin anew. Apps keep the policies that they have.
  private static let limit = 1024
  /// What all policies together may take, those included that apps keep, and the apps' keys.
  static let longestTotal = 16 << 20

  private let catalogue: Catalogue
  private let names: ScopeNames
  let alive = LiveBytes()
  private let whenFull: @Sendable () -> Void
  private let policies = Mutex<[Policy: KnownPolicy]>([:])

  /// - Parameter whenFull: Forgets what keeps policies in memory, as they would fill it.
  init(catalogue: Catalogue, whenFull: @escaping @Sendable () -> Void = {}) {
    self.catalogue = catalogue
    self.whenFull = whenFull
    names = ScopeNames(catalogue)
  }

  /// Bytes of the policies, and of the apps' keys, that are in memory.
  var bytes: Int { alive.bytes }

  func known(_ policy: Policy) throws(ScopeError) -> KnownPolicy {
    if let known = policies.withLock({ $0[policy] }) { return known }
    let known = try KnownPolicy(
      PermissionPolicy(allow: policy.allow, deny: policy.deny, catalogue: catalogue), names, alive: alive)
    policies.withLock { policies in
      if policies.count >= Self.limit { policies = [:] }
      policies[policy] = known
    }
    if bytes > Self.longestTotal {
      forgetAll()
      whenFull()
    }
    return known
  }

  func forgetAll() {
    policies.withLock { $0 = [:] }
  }
}
