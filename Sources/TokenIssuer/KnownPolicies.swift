import Permissions
import Synchronization
import WireProtocol

/// The policies of the known apps and API keys, by one catalogue. Those with equal policies share one.
final class KnownPolicies: Sendable {
  /// A policy beyond this number makes the list begin anew. Apps keep the policies that they have.
  private static let limit = 1024
  /// What all policies together may take, those included that apps keep, and the apps' keys.
  static let longestTotal = 16 << 20

  private struct Key: Hashable {
    let policy: Policy
    let form: ScopeForm
  }

  let known: KnownCatalogue
  let alive = LiveBytes()
  private let whenFull: @Sendable () -> Void
  private let policies = Mutex<[Key: KnownPolicy]>([:])

  /// - Parameter whenFull: Forgets what keeps policies in memory, as they would fill it.
  init(_ known: KnownCatalogue, whenFull: @escaping @Sendable () -> Void = {}) {
    self.known = known
    self.whenFull = whenFull
  }

  /// Bytes of the policies, and of the apps' keys, that are in memory.
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
