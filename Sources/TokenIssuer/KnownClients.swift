import RPC
import Storage
import WireProtocol

/// The apps, or the API keys, as the app registry knows them; `nil` for one that does not exist, or no more (R7). With
/// a new catalogue all are asked for anew.
final class KnownClients<Known: KnownClient>: Source {
  private let registry: Client
  let policies: CurrentPolicies
  private let uses: ClientUses
  private let kept: KeptAnswers<SID<Known.Kind>, Known>

  init(registry: Client, policies: CurrentPolicies, uses: ClientUses, kept: KeptAnswers<SID<Known.Kind>, Known>) {
    self.registry = registry
    self.policies = policies
    self.uses = uses
    self.kept = kept
  }

  var figures: Figures { kept.figures }

  func known(_ sid: SID<Known.Kind>) -> Known?? {
    kept.answer(for: sid, about: { $0.sid.clientID }).map(Optional.some)
  }

  func ask(_ sid: SID<Known.Kind>, within call: Call) async throws -> Known? {
    try await kept.asked(for: sid, about: sid.clientID) {
      guard let client = try await registry.find(Known.lookup(sid), within: call) else { return nil }
      return try Known(client, policies.now, uses)
    }
  }
}

/// What the issuer needs to know of a client. Many are kept, so it is small.
protocol KnownClient: Sendable {
  associatedtype Kind: ClientKind
  associatedtype Lookup: Method

  /// What the app registry is asked.
  static func lookup(_ sid: SID<Kind>) -> Lookup

  init(_ client: Lookup.Reply, _ policies: KnownPolicies, _ uses: ClientUses) throws
  var sid: SID<Kind> { get }
  /// Whether it authenticates by a secret.
  var usesSecret: Bool { get }
}
