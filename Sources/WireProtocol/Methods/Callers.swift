/// Kinds of caller, as the kernel tells them apart. A method's access rule is the set of those that may call it;
/// a peer is what its user id and groups make it (DESIGN section 1).
package struct Callers: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Every process that can connect.
  package static let anyone = Callers(rawValue: 1 << 0)
  /// A login user; the app registry goes on to ask which user and which role.
  package static let people = Callers(rawValue: 1 << 1)
  /// root, or a member of group `oauth-admin`; embedded, the user the daemons run as.
  package static let operators = Callers(rawValue: 1 << 2)
  /// A member of group `oauth-inspect`: whoever serves an API and asks about tokens.
  package static let inspectors = Callers(rawValue: 1 << 3)
  /// The system user `oauth-app-registry`.
  package static let registry = Callers(rawValue: 1 << 4)
  /// The system user `oauth-token-issuer`.
  package static let issuer = Callers(rawValue: 1 << 5)
  /// The system user `oauth-gateway`.
  package static let gateway = Callers(rawValue: 1 << 6)

  private static let names: [(Callers, String)] = [
    (.anyone, "anyone"), (.people, "people with a role"), (.operators, "operators"),
    (.inspectors, "group oauth-inspect"),
    (.registry, "the app registry"), (.issuer, "the token issuer"), (.gateway, "the gateway"),
  ]
}

extension Callers: CustomStringConvertible {
  /// "operators, people with a role".
  package var description: String {
    Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
