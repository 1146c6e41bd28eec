import JOSE
import Permissions
import Synchronization
import WireProtocol

/// What the server says of itself (RFC 8414), as it is sent. It is encoded anew only for another catalogue.
final class PublishedMetadata: Sendable {
  private let identity: Identity
  private let catalogue: LiveCatalogue
  private let kept = Mutex<(generation: UInt64, document: Encoded<ServerMetadata>)?>(nil)

  init(_ identity: Identity, _ catalogue: LiveCatalogue) {
    self.identity = identity
    self.catalogue = catalogue
  }

  var now: Encoded<ServerMetadata> {
    get throws {
      // Read first: a catalogue that is newer than its number is looked at again at the next question.
      let generation = catalogue.generation
      if let kept = kept.withLock(\.self), kept.generation == generation { return kept.document }
      let document = try Encoded(ServerMetadata(identity, catalogue.current.resources))
      kept.withLock { $0 = (generation, document) }
      return document
    }
  }
}

extension ServerMetadata {
  /// - Parameter resources: Of the catalogues; those that are no URL of HTTP are not told (RFC 9728 section 1.2).
  fileprivate init(_ identity: Identity, _ resources: [ResourceIdentifier]) {
    self.init(
      issuer: identity.issuer, assertionAlgorithms: SignatureAlgorithm.allCases.map(\.rawValue),
      signingAlgorithm: identity.algorithm.rawValue, resources: resources.filter { $0.host != nil }.map(\.text))
  }
}
