import Testing
import WireProtocol

@testable import SocketTransport

@Suite struct ReservedNameTests {
  /// The entries of a type in sysusers.d(5), such as "u": their fields.
  private func entries(_ type: Substring) throws -> [[String]] {
    try Units.lines(of: "sysusers.d/oauth-apps.conf").map { $0.split(separator: " ") }
      .filter { $0.first == type }.map { $0.dropFirst().map(String.init) }
  }

  private func names(_ type: Substring) throws -> Set<String> { Set(try entries(type).map { $0[0] }) }

  @Test("Every user and group that a service trusts is reserved", arguments: ServiceName.allCases)
  func trusted(service: ServiceName) throws {
    let users = Set(TrustRules.trustedUsers(of: service).map(\.name)).subtracting(["root"])
    #expect(try names("u").isSuperset(of: users))
    #expect(try names("g").isSuperset(of: TrustRules.trustedGroups.map(\.name)))
  }

  @Test("Users are reserved for the services, for nothing else")
  func users() throws {
    #expect(try names("u") == Set(ServiceName.allCases.map(\.user)))
  }

  @Test("The members of a socket's group are the services that call its service")
  func members() throws {
    let members = ServiceName.allCases.flatMap { service -> [[String]] in
      guard case .members(let group) = service.definition.socketAccess else { return [] }
      return service.callers.map { [$0.user, group] }
    }
    #expect(Set(try entries("m")) == Set(members))
    #expect(try names("g").isSuperset(of: members.map { $0[1] }))
  }

  @Test("The directories that services share are root's, and anybody may pass through them")
  func directories() throws {
    let made = Set(try Units.lines(of: "tmpfiles.d/oauth-apps.conf").map { $0.split(separator: " ").map(String.init) })
    for path in ["/run/oauth-apps", "/var/lib/oauth-apps"] {
      #expect(made.contains(["d", path, "0755", "root", "root"]))
    }
  }
}
