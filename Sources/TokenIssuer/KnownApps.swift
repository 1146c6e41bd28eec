import Permissions
import RPC
import Storage
import WireProtocol

/// The apps as the app registry knows them; `nil` for one that does not exist, or no more (R7).
final class KnownApps: Source {
  private let registry: Client
  let policies: KnownPolicies
  private let kept: KeptAnswers<AppSID, KnownApp>
  private let forgetTokens: @Sendable () -> Void

  /// - Parameter forgetTokens: Forgets what else keeps apps in memory.
  init(
    registry: Client, changes: ChangeWatch, catalogue: Catalogue, forgetTokens: @escaping @Sendable () -> Void
  ) {
    self.registry = registry
    self.forgetTokens = forgetTokens
    policies = KnownPolicies(catalogue: catalogue)
    kept = KeptAnswers(changes.version)
  }

  func known(_ sid: AppSID) -> KnownApp?? {
    kept.answer(for: sid, about: { $0.sid }).map(Optional.some)
  }

  func ask(_ sid: AppSID, within call: Call) async throws -> KnownApp? {
    try await kept.asked(for: sid, about: sid) {
      guard let app = try await registry.find(AppsGet(sid: sid), within: call) else { return nil }
      let keys = KnownKeys.of(app, alive: policies.alive)
      let known = KnownApp(app, policy: try policies.known(app.policy), keys: keys)
      if policies.bytes > KnownPolicies.longestTotal { forgetAll() }
      return known
    }
  }

  /// Begins anew, so that policies and keys without end do not fill the memory.
  private func forgetAll() {
    policies.forgetAll()
    kept.forgetAll()
    forgetTokens()
  }
}
