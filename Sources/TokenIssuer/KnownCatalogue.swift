import Permissions
import Synchronization
import WireProtocol

/// A catalogue with what follows from it for all apps and tokens.
final class KnownCatalogue: Sendable {
  let catalogue: Catalogue
  let names: ScopeNames
  /// Of a token that was asked for without a resource.
  let standardAudience: TokenAudience
  private let configured: ResourceIdentifier
  private let audiences = Mutex<[[String]: TokenAudience]>([:])
  /// By the bytes of what they were asked for with lately.
  private let asked = Mutex<[[[UInt8]]: TokenAudience]>([:])

  /// An audience beyond this number makes the lists begin anew.
  private static let limit = 256
  /// The APIs that one token may be for.
  private static let mostResources = 5

  /// - Parameter audience: The configured one.
  init(_ catalogue: Catalogue, audience: String) {
    self.catalogue = catalogue
    names = ScopeNames(catalogue)
    configured = ResourceIdentifier(trusted: audience)
    standardAudience = TokenAudience([audience]) { _ in true }
  }

  /// The API that a permission, or a wildcard, is of.
  func api(of permission: String) -> ResourceIdentifier { catalogue.resource(of: permission) ?? configured }

  private func has(_ api: ResourceIdentifier) -> Bool { api == configured || catalogue.resources.contains(api) }

  /// That of a token, which may name APIs that are no more.
  func audience(_ texts: [String]) -> TokenAudience {
    if texts == standardAudience.texts { return standardAudience }
    return audiences.withLock { audiences in
      if let known = audiences[texts] { return known }
      if audiences.count >= Self.limit { audiences = [:] }
      let audience = TokenAudience(texts, known: has)
      audiences[texts] = audience
      return audience
    }
  }

  /// The audience of a token that is asked for (RFC 8707 section 2): each API once, as it was written first.
  /// - Throws: `invalid_target`.
  func audience(askedFor resources: OneOrMore) throws(ServiceError) -> TokenAudience {
    let bytes = resources.texts.map { Array($0.utf8) }
    if let known = asked.withLock({ $0[bytes] }) { return known }
    let audience = try newAudience(askedFor: resources)
    guard resources.texts.count <= Self.mostResources else { return audience }
    asked.withLock { asked in
      if asked.count >= Self.limit { asked = [:] }
      asked[bytes] = audience
    }
    return audience
  }

  private func newAudience(askedFor resources: OneOrMore) throws(ServiceError) -> TokenAudience {
    var found: Set<ResourceIdentifier> = []
    var texts: [String] = []
    for text in resources.texts where try found.insert(resource(text)).inserted { texts.append(text) }
    guard 1...Self.mostResources ~= texts.count else {
      throw .invalidTarget("\(texts.count) APIs; a token can be for 1 to \(Self.mostResources)")
    }
    return audience(texts)
  }

  private func resource(_ text: String) throws(ServiceError) -> ResourceIdentifier {
    let resource: ResourceIdentifier
    do throws(ResourceFault) { resource = try ResourceIdentifier(text) } catch {
      throw .invalidTarget("\(text.quoted) names no API: \(error.clause)")
    }
    guard has(resource) else {
      throw .invalidTarget("no API is called \(text.quoted); permissions.list shows what is")
    }
    return resource
  }
}

extension ServiceError {
  static func invalidTarget(_ clause: String) -> ServiceError {
    ServiceError(.invalidTarget, "resource: \(clause)", path: "resource")
  }
}
