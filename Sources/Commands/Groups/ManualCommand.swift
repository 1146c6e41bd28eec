import ArgumentParser
import Manual
import ProtocolReference
import WireProtocol

/// Writes the pages of the manual that are made of what this version knows; scripts/install has them made.
struct ManualCommand: LocalCommand {
  enum Page: String, CaseIterable, ExpressibleByArgument {
    case command = "oauthctl.1"
    case protocolReference = "oauth-apps-protocol.7"
  }

  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints a page of the manual, as source for man(1).",
    discussion: "The page's date is today's, or that of $SOURCE_DATE_EPOCH.", shouldDisplay: false)

  @Argument(help: "The page.") var page: Page

  func run(on host: Host) throws {
    let epoch = host.environment["SOURCE_DATE_EPOCH"].flatMap(Int.init).map(Timestamp.init(secondsSince1970:))
    let date = String((epoch ?? .now).description.prefix { $0 != "T" })
    let page =
      switch page {
      case .command: try CommandManual().page(date: date)
      case .protocolReference: try ProtocolReference().manual(date: date)
      }
    try host.write(page.rendered())
  }
}
