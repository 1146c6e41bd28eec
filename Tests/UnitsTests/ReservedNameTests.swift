import Testing
import WireProtocol

@testable import SocketTransport

@Suite struct ReservedNameTests {
  /// The entries of a type in sysusers.d(5), such as "u": their fields.
  private func entries(_ type: String) throws -> [[String]] {
    try Units.fields(of: "sysusers.d/oauth-apps.conf").filter { $0[0] == type }.map { Array($0[1...]) }
  }

  private func names(_ type: String) throws -> Set<String> { Set(try entries(type).map { $0[0] }) }

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
    let made = Set(try Units.fields(of: "tmpfiles.d/oauth-apps.conf"))
    for path in ["/run/oauth-apps", "/var/lib/oauth-apps"] {
      #expect(made.contains(["d", path, "0755", "root", "root"]))
    }
  }
}
