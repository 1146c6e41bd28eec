import Permissions
import Synchronization
import WireProtocol

/// A policy with what follows from it for each token.
final class KnownPolicy: Sendable {
  let permissions: PermissionPolicy
  /// The scope of a token that asks for none (R12): all that the policy allows.
  let standardScope: TokenScope

  init(_ permissions: PermissionPolicy) throws(ScopeError) {
    self.permissions = permissions
    standardScope = TokenScope(try permissions.grant(requested: nil).joined(separator: " "))
  }
}

/// The policies of the apps that are known, each once: apps that were made alike have the same.
final class KnownPolicies: Sendable {
  /// When there are more all are let go of; those of known apps live on with them.
  private static let limit = 1024

  private let catalogue: Catalogue
  private let policies = Mutex<[Policy: KnownPolicy]>([:])

  init(catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  func known(_ policy: Policy) throws(ScopeError) -> KnownPolicy {
    if let known = policies.withLock({ $0[policy] }) { return known }
    let known = try KnownPolicy(PermissionPolicy(allow: policy.allow, deny: policy.deny, catalogue: catalogue))
    policies.withLock { policies in
      if policies.count >= Self.limit { policies = [:] }
      policies[policy] = known
    }
    return known
  }
}
