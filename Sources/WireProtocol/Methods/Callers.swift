/// Kinds of caller, as the kernel tells them apart. A method's access rule is the set of those that may call it;
/// a peer is what its user id and groups make it (DESIGN section 1).
package struct Callers: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Every process that can connect.
  package static let anyone = Callers(rawValue: 1 << 0)
  /// A login user; the app registry goes on to ask which user and which role.
  package static let people = Callers(rawValue: 1 << 1)
  /// root, or a member of group `oauth-admin`; embedded, the user the daemons run as.
  package static let operators = Callers(rawValue: 1 << 2)
  /// A member of group `oauth-inspect`: a server of an API that asks about tokens.
  package static let inspectors = Callers(rawValue: 1 << 3)

  /// Whoever has shown a credential to the gateway; the app registry goes on to have it checked.
  package static let holders = Callers(rawValue: 1 << 4)

  /// systemd, at the socket for credentials; nobody at any other.
  package static let serviceManager = Callers(rawValue: 1 << 31)

  /// A service on its own behalf, recognised by its system user.
  package static func service(_ name: ServiceName) -> Callers {
    Callers(rawValue: 1 << (5 + ServiceName.allCases.prefix { $0 != name }.count))
  }

  /// Every service.
  package static let services = Callers(ServiceName.allCases.map(service))

  private static let names: [(Callers, String)] =
    [
      (.anyone, "anyone"), (.people, "people with a role"), (.operators, "operators"),
      (.inspectors, "group oauth-inspect"), (.holders, "holders of a credential"),
      (.serviceManager, "the service manager"),
    ] + ServiceName.allCases.map { (service($0), "the \($0.rawValue.replacing("-", with: " "))") }
}

extension Callers: CustomStringConvertible {
  /// "people with a role, operators".
  package var description: String {
    Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
