import Foundation
import Testing
import WireProtocol

@Suite struct ServiceUnitTests {
  private static let credentials = "oauth-apps-credentials.service"

  private func socketUnit(of service: ServiceName) -> String { "\(service.executable).socket" }

  /// The service's own and those of its listeners.
  private func socketUnits(of service: ServiceName) -> [String] {
    [socketUnit(of: service)] + service.definition.listeners.map { "\($0.unit(of: service)).socket" }
      + (service.definition.servesUnits ? ["\(service.executable)-credential.socket"] : [])
  }

  @Test(
    "A socket unit listens where clients connect, under the name that the daemon adopts",
    arguments: ServiceName.allCases)
  func socket(service: ServiceName) throws {
    let unit = try UnitFile("system/\(socketUnit(of: service))")
    #expect(unit["ListenStream"] == ["/run/oauth-apps/\(service.socket)"])
    #expect(unit["FileDescriptorName"] == [service.rawValue])
    #expect(unit["Service"] == ["\(service.executable)@1.service"])
  }

  @Test("A socket is open to those whom the definition lets connect", arguments: ServiceName.allCases)
  func access(service: ServiceName) throws {
    let unit = try UnitFile("system/\(socketUnit(of: service))")
    let access = service.definition.socketAccess
    #expect(unit["SocketMode"] == ["0" + String(access.mode, radix: 8)])
    switch access {
    case .everyone: #expect(unit["SocketGroup"] == [])
    case .members(let group): #expect(unit["SocketGroup"] == [group])
    }
  }

  @Test("The socket for credentials is root's alone, whom systemd connects as")
  func credentialSocket() throws {
    let unit = try UnitFile("system/oauth-token-issuer-credential.socket")
    #expect(unit["ListenStream"] == ["/run/oauth-apps/credential.sock"])
    #expect(unit["FileDescriptorName"] == ["credential"])
    #expect(unit["SocketMode"] == ["0600"])
    #expect(unit["SocketUser"] == [] && unit["SocketGroup"] == [])
    #expect(unit["Service"] == ["oauth-token-issuer@1.service"])
  }

  @Test("A listener has a socket unit, under the name that the daemon adopts", arguments: ServiceName.allCases)
  func listeners(service: ServiceName) throws {
    for listener in service.definition.listeners {
      let unit = try UnitFile("system/\(listener.unit(of: service)).socket")
      #expect(unit["ListenStream"] == ["/run/oauth-apps/\(listener.socket)"])
      #expect(unit["FileDescriptorName"] == [listener.rawValue])
      #expect(unit["Service"] == ["\(service.executable)@1.service"])
      #expect(unit["SocketMode"] == ["0" + String(listener.socketAccess.mode, radix: 8)])
      if case .members(let group) = listener.socketAccess { #expect(unit["SocketGroup"] == [group]) }
    }
  }

  @Test("A service unit runs the daemon as its own user, with its own directories", arguments: ServiceName.allCases)
  func process(service: ServiceName) throws {
    let unit = try UnitFile("system/\(service.executable)@.service")
    let directories = service.definition.hasDatabase ? ["oauth-apps/\(service.rawValue)"] : []
    #expect(unit["ExecStart"] == ["/usr/libexec/oauth-apps/\(service.executable)"])
    #expect(unit["User"] == [service.user])
    #expect(unit["StateDirectory"] == directories)
    #expect(unit["RuntimeDirectory"] == ["oauth-apps/\(service.rawValue)"])
    #expect(unit["BindPaths"] == ["/run/oauth-apps/\(service.rawValue)"])
    #expect(unit.words("Sockets") == socketUnits(of: service))
  }

  /// A source without "/" is looked for in the credstores. Where it is missing the daemon starts, and tells it.
  @Test("A service unit loads the credentials of the definition, no others", arguments: ServiceName.allCases)
  func credentials(service: ServiceName) throws {
    let unit = try UnitFile("system/\(service.executable)@.service")
    let definition = service.definition
    let names = definition.credentials + definition.exchangedCredentials.map { $0 + ServiceDefinition.formerSuffix }
    let loaded = names.map { "\($0):\(service.executable).\($0)" }
    #expect(unit["LoadCredentialEncrypted"] == loaded)
  }

  @Test("Every credential that a service needs is made before it starts, at the latest")
  func missingCredentials() throws {
    let names = ServiceName.allCases.flatMap { service in
      service.definition.credentials.map { "\(service.executable).\($0)" }
    }
    let command = ["/usr/libexec/oauth-apps/make-credentials"] + names.sorted()
    #expect(try UnitFile("system/\(Self.credentials)").words("ExecStart") == command)
  }

  @Test(
    "A service unit wants its credentials and the sockets of those that it calls, and does not run without its own",
    arguments: ServiceName.allCases)
  func calls(service: ServiceName) throws {
    let unit = try UnitFile("system/\(service.executable)@.service")
    let wanted =
      service.definition.calls.map(socketUnit)
      + (service.definition.credentials.isEmpty ? [] : [Self.credentials])
    #expect(unit.words("Wants") == wanted)
    #expect(unit.words("Requires") == [socketUnit(of: service)])
    // A socket does not start while the service runs without it.
    #expect(unit.words("PartOf") == Array(socketUnits(of: service).dropFirst()))
    #expect(unit.words("After") == socketUnits(of: service) + wanted)
  }

  @Test("Any socket of an optional service, once enabled, comes with the target and brings the others along")
  func optional() throws {
    for service in ServiceName.allCases {
      for name in socketUnits(of: service) {
        let unit = try UnitFile("system/\(name)")
        let others = socketUnits(of: service).filter { $0 != name }
        #expect(unit["WantedBy"] == (service.definition.isOptional ? ["oauth-apps.target"] : []))
        #expect(unit.words("Also") == (service.definition.isOptional ? others : []))
        #expect(unit.words("Wants") == (service.definition.isOptional ? others : []))
        // That which is switched off by name takes along the one that brings it back at any connection.
        let isAlong = service.definition.isOptional && name == socketUnit(of: service)
        #expect(unit.words("PartOf") == (isAlong ? others : []))
      }
    }
  }

  @Test("A service's units name its page of the manual before the document", arguments: ServiceName.allCases)
  func documentation(service: ServiceName) throws {
    let page = "man:\(service.executable)(8)"
    for name in socketUnits(of: service) + ["\(service.executable)@.service"] {
      #expect(try UnitFile("system/\(name)")["Documentation"].first == page, "\(name)")
    }
    #expect(try Units.names(in: "man").contains("\(service.executable).8"))
  }

  @Test("Every service has the common drop-in", arguments: ServiceName.allCases)
  func dropIn(service: ServiceName) throws {
    let link = Units.directory.appending(path: "system/\(service.executable)@.service.d/10-oauth-apps.conf")
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: link.path)
    #expect(target == "../oauth-apps-service.conf")
  }

  @Test("Every service starts after the clock is set and users can be looked up, where the host does either late")
  func order() throws {
    let common = try UnitFile("system/oauth-apps-service.conf")
    #expect(Set(common.words("After")).isSuperset(of: ["time-sync.target", "nss-user-lookup.target"]))
    // Neither is pulled in: a host without them starts the services all the same.
    #expect(common.words("Wants") == [] && common.words("Requires") == [])
  }

  @Test(
    "The target wants the sockets of all but optional services, and the credentials; all units are known ones"
  )
  func completeness() throws {
    let usual = ServiceName.allCases.filter { !$0.definition.isOptional }
    let wanted = usual.flatMap(socketUnits) + [Self.credentials]
    #expect(Set(try UnitFile("system/oauth-apps.target").words("Wants")) == Set(wanted))
    let own = ServiceName.allCases.flatMap { service in
      socketUnits(of: service) + ["\(service.executable)@.service", "\(service.executable)@.service.d"]
    }
    let common = ["oauth-apps.target", "oauth-apps.slice", "oauth-apps-service.conf", Self.credentials]
    let metrics = ["oauth-apps-metrics.service", "oauth-apps-metrics.timer"]
    let tokens = ["oauth-apps-token@.service", "oauth-apps-token@.timer"]
    #expect(try Units.names(in: "system") == Set(own + common + metrics + tokens))
  }

  @Test("Purging removes what an administrator has changed of any unit")
  func purging() throws {
    let purged = Set(try Units.fields(of: "debian/postrm").joined().map { $0.split(separator: ";").joined() })
    let units = try Units.names(in: "system").filter { !$0.hasSuffix(".d") && !$0.hasSuffix(".conf") }
    let beginnings = units.map { unit in
      unit.dropFirst("oauth-".count).prefix { $0 != "@" && $0 != "." } + (unit.contains("@") ? "@" : ".")
    }
    #expect(beginnings.filter { !purged.contains(String($0)) } == [])
  }
}
