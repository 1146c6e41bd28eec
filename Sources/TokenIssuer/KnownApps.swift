import Permissions
import RPC
import Storage
import WireProtocol

/// The apps as the app registry knows them; `nil` for one that does not exist, or no more (R7).
final class KnownApps: Source {
  private let registry: Client
  private let policies: KnownPolicies
  private let kept: KeptAnswers<AppSID, KnownApp>

  init(registry: Client, changes: ChangeWatch, catalogue: Catalogue) {
    self.registry = registry
    policies = KnownPolicies(catalogue: catalogue)
    kept = KeptAnswers(changes.version)
  }

  func known(_ sid: AppSID) -> KnownApp?? {
    kept.answer(for: sid, about: { $0.sid }).map(Optional.some)
  }

  func ask(_ sid: AppSID, within call: Call) async throws -> KnownApp? {
    try await kept.asked(for: sid, about: sid) {
      guard let app = try await registry.find(AppsGet(sid: sid), within: call) else { return nil }
      return KnownApp(app, policy: try policies.known(app.policy))
    }
  }
}
