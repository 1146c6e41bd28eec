import Testing
import WireProtocol

@testable import Backup

@Suite("State check")
struct StateCheckTests {
  @Test(
    "A restore knows the schema of each service that keeps a database, and of no other", arguments: ServiceName.allCases
  )
  func schemas(service: ServiceName) {
    #expect((service.schema != nil) == service.definition.hasDatabase)
  }
}
