import JSON

/// The OAuth scopes that operations name in their `security`.
struct OperationScopes {
  /// The scopes' descriptions, by the names of the schemes that are of OAuth or OpenID Connect.
  private let schemes: [String: [String: String]]

  init(_ root: JSONValue, _ references: inout References) throws(ReferenceFault) {
    var schemes: [String: [String: String]] = [:]
    for member in (root["components"]?["securitySchemes"] ?? .emptyObject).children {
      guard let scheme = try references.chain(from: member).last, let type = scheme["type"]?.string,
        ["oauth2", "openIdConnect"].contains(type)
      else { continue }
      let scopes = (scheme["flows"] ?? .emptyObject).children.flatMap { ($0["scopes"] ?? .emptyObject).children }
      schemes[member.name] = Dictionary(scopes.map { ($0.name, $0.string ?? "") }) { first, _ in first }
    }
    self.schemes = schemes
  }

  /// The scopes of a `security` and what they are for, each once and in the order of the text.
  func scopes(in security: JSONValue?) -> [(name: String, description: String)] {
    var found: [(name: String, description: String)] = []
    guard let security, security.isArray else { return [] }
    for requirement in security.children.lazy.flatMap(\.children) {
      guard let known = schemes[requirement.name] else { continue }
      for name in requirement.children.compactMap(\.string) where !found.contains(where: { $0.name == name }) {
        guard found.count < Self.most else { return found }
        found.append((name, known[name] ?? ""))
      }
    }
    return found
  }

  /// More than one is too many for a permission, whatever their number.
  private static let most = 16
}
