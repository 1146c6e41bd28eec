import Permissions
import Synchronization
import WireProtocol

/// The policies of the known apps and API keys, by the catalogue of this moment. With another one all begin anew.
final class CurrentPolicies: Sendable {
  private let catalogue: LiveCatalogue
  private let audience: String
  private let forgetClients: @Sendable () -> Void
  private let byCatalogue: Mutex<(generation: UInt64, policies: KnownPolicies)>

  /// - Parameters:
  ///   - audience: Of the APIs that have no resource.
  ///   - forgetClients: Forgets what keeps policies in memory.
  init(_ catalogue: LiveCatalogue, audience: String, forgetClients: @escaping @Sendable () -> Void) {
    self.catalogue = catalogue
    self.audience = audience
    self.forgetClients = forgetClients
    let generation = catalogue.generation
    let known = KnownCatalogue(catalogue.current, audience: audience)
    byCatalogue = Mutex((generation, KnownPolicies(known, whenFull: forgetClients)))
  }

  var now: KnownPolicies {
    // Read first: a catalogue that is newer than its number is made anew at the next question.
    let generation = catalogue.generation
    let (policies, isNew) = byCatalogue.withLock { kept in
      guard kept.generation != generation else { return (kept.policies, false) }
      let known = KnownCatalogue(catalogue.current, audience: audience)
      kept = (generation, KnownPolicies(known, whenFull: forgetClients))
      return (kept.policies, true)
    }
    if isNew { forgetClients() }
    return policies
  }
}
