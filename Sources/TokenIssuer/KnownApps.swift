import Permissions
import RPC
import Storage
import Synchronization
import WireProtocol

/// The apps as the app registry knows them; `nil` for one that does not exist, or no more (R7). With a new catalogue
/// all are asked for anew.
final class KnownApps: Source {
  private let registry: Client
  private let catalogue: LiveCatalogue
  private let audience: String
  private let byCatalogue: Mutex<(generation: UInt64, policies: KnownPolicies)>
  private let kept: KeptAnswers<AppSID, KnownApp>
  private let forgetTokens: @Sendable () -> Void

  /// - Parameters:
  ///   - audience: Of the APIs that have no resource.
  ///   - forgetTokens: Forgets what else keeps apps in memory.
  init(
    registry: Client, changes: ChangeWatch, catalogue: LiveCatalogue, audience: String,
    forgetTokens: @escaping @Sendable () -> Void
  ) {
    self.registry = registry
    self.catalogue = catalogue
    self.audience = audience
    self.forgetTokens = forgetTokens
    let generation = catalogue.generation
    byCatalogue = Mutex((generation, KnownPolicies(KnownCatalogue(catalogue.current, audience: audience))))
    kept = KeptAnswers { [catalogue] app in changes.version(of: app)?.beside(catalogue.generation) }
  }

  func known(_ sid: AppSID) -> KnownApp?? {
    kept.answer(for: sid, about: { $0.sid }).map(Optional.some)
  }

  func ask(_ sid: AppSID, within call: Call) async throws -> KnownApp? {
    try await kept.asked(for: sid, about: sid) {
      guard let app = try await registry.find(AppsGet(sid: sid), within: call) else { return nil }
      let policies = policies
      let known = KnownApp(
        app, policy: try policies.known(app.policy, app.defaultScope == .names ? .names : .wildcards))
      if policies.bytes > KnownPolicies.longestTotal { forgetAll() }
      return known
    }
  }

  /// By the current catalogue.
  var policies: KnownPolicies {
    // Read first: a catalogue that is newer than its number is made anew at the next question.
    let generation = catalogue.generation
    let (policies, isNew) = byCatalogue.withLock { known in
      guard known.generation != generation else { return (known.policies, false) }
      known = (generation, KnownPolicies(KnownCatalogue(catalogue.current, audience: audience)))
      return (known.policies, true)
    }
    if isNew { forgetAll() }
    return policies
  }

  /// Begins anew, so that policies without end, or those of an earlier catalogue, do not fill the memory.
  private func forgetAll() {
    byCatalogue.withLock { $0.policies.forgetAll() }
    kept.forgetAll()
    forgetTokens()
  }
}
