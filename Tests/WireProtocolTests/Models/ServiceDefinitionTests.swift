import Testing
import WireProtocol

@Suite struct ServiceDefinitionTests {
  @Test(
    "The methods of a service are open to the services that call it by definition, to no other",
    arguments: ServiceName.allCases)
  func callers(service: ServiceName) {
    let admitted = ServiceName.allCases.filter { caller in
      service.methods.contains { !$0.access.isDisjoint(with: .service(caller)) }
    }
    #expect(admitted == service.callers)
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
