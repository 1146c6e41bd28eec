import Permissions
import Synchronization
import WireProtocol

/// The policies of the known apps and API keys, by the catalogue of this moment. With another one all begin anew.
final class CurrentPolicies: Sendable {
  private let catalogue: LiveCatalogue
  private let audience: String
  private let forgetClients: @Sendable () -> Void
  private let byCatalogue = Mutex<(generation: UInt64, policies: KnownPolicies)?>(nil)

  /// - Parameters:
  ///   - audience: Of the APIs that have no resource.
  ///   - forgetClients: Forgets what keeps policies in memory.
  init(_ catalogue: LiveCatalogue, audience: String, forgetClients: @escaping @Sendable () -> Void) {
    self.catalogue = catalogue
    self.audience = audience
    self.forgetClients = forgetClients
  }

  var now: KnownPolicies {
    // Read first: a catalogue that is newer than its number is made anew at the next question.
    let generation = catalogue.generation
    let (policies, isNew) = byCatalogue.withLock { kept in
      if let kept, kept.generation == generation { return (kept.policies, false) }
      let policies = KnownPolicies(KnownCatalogue(catalogue.current, audience: audience), whenFull: forgetClients)
      defer { kept = (generation, policies) }
      return (policies, kept != nil)
    }
    if isNew { forgetClients() }
    return policies
  }
}
