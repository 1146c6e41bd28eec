import ArgumentParser
import WireProtocol

struct MethodsCommand: LocalCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods", abstract: "Lists the methods that oauthctl call can call.",
    discussion: """
      No service is asked: this is what this version knows. With --json it is the
      OpenRPC document of each service, one a line.

      Example:
        oauthctl methods token-issuer
      """)

  @Argument(help: "Only this service's.") var service: ServiceName?
  /// The one that counts here is --json, which stands with the commands above as well.
  @OptionGroup(visibility: .hidden) var global: GlobalOptions

  func run(on host: Host) throws {
    let services = service.map { [$0] } ?? ServiceName.allCases
    if global.isJSON {
      for service in services {
        let document = OpenRPC(title: service.rawValue, methods: service.allMethods)
        try host.write(String(decoding: MessageWriter.json(document), as: UTF8.self) + "\n")
      }
    } else {
      var table = Table(Self.columns)
      try host.write(table.rendered(services.flatMap { service in service.allMethods.map { (service, $0) } }))
    }
  }

  private static var columns: [Column<(ServiceName, MethodDescription)>] {
    [
      Column("SERVICE") { $0.0.rawValue }, Column("METHOD") { $0.1.name }, Column("ACCESS") { $0.1.access.description },
      Column("SUMMARY") { $0.1.summary },
    ]
  }
}
