import Testing
import WireProtocol

@Suite struct ServiceDefinitionTests {
  @Test(
    "The methods of a service are open to the services that call it by definition, to no other",
    arguments: ServiceName.allCases)
  func callers(service: ServiceName) {
    // What the gateway may do in the registry it may for holders of credentials alone.
    let admitted = ServiceName.allCases.filter { caller in
      let kinds: Callers = caller == .gateway ? [.service(.gateway), .holders] : .service(caller)
      return service.methods.contains { !$0.access.isDisjoint(with: kinds) }
    }
    // The console may ask for who is signed in there, and begin sessions; nothing is open to itself.
    #expect(admitted == service.callers.filter { $0 != .console || service == .appRegistry })
  }

  @Test("No service calls itself", arguments: ServiceName.allCases)
  func selfCalls(service: ServiceName) {
    #expect(!service.callers.contains(service))
  }

  @Test("A method belongs to one service, but for those of every service")
  func distinct() {
    let names = ServiceName.allCases.flatMap { $0.ownMethods.map(\.name) }
    #expect(Set(names).count == names.count)
  }
}
