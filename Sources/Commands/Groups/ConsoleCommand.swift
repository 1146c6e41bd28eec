import ArgumentParser
import JSON
import WireProtocol

struct ConsoleCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Signs your browser in at the console: prints a link that works once, for 60 s.",
    discussion: """
      Whoever opens the link first is you there, for 8 hours or until it has done
      nothing for 30 minutes. On a desktop your browser opens it; over SSH, what to
      type on your own machine is told. --end signs you out everywhere.
      """)

  @Flag(help: "End all your sessions, and the links that were not used yet.") var end = false
  @Flag(inversion: .prefixedNo, help: "Have the browser of this desktop open the link (default: where there is one).")
  var open: Bool?
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func validate() throws {
    if end, open != nil { throw ValidationError("--end opens nothing; give it alone") }
  }

  func run(in session: Session) async throws {
    if end { return try await session.perform(SessionsEnd(), on: .appRegistry, done: "signed out everywhere") }
    let host = session.host
    guard !host.isMissing(session.directory.socket(of: .console)) else {
      throw ServiceError(
        .unavailable, "the console is not switched on; sudo systemctl enable --now oauth-console-http.socket",
        service: ServiceName.console.rawValue)
    }
    let desktop = try open == false || session.isJSON ? nil : Desktop(host, isRequired: open == true)
    let answer = try await session.connect(to: .appRegistry).answer(to: SessionsCreate())
    let link = try answer.reply()
    try session.deliver(answer.result, of: SessionsCreate.name, isChange: true) {
      if session.isJSON { try session.write(answer.result.text) } else { try host.write(link.url.revealed + "\n") }
    }
    guard !session.isJSON else { return }
    session.note("the link works once, until \(link.dateExpires)")
    if let tunnel = Tunnel(to: link.consoleUrl, session.directory, host.environment) {
      session.note("to open it on the machine that you have come from, type there first: \(tunnel.command)")
    }
    if let desktop { try desktop.open(link.url, on: host) }
  }
}

extension SessionLink {
  /// The code is in the query, which neither the console nor a proxy's usual log of paths keeps, and which works once.
  fileprivate var url: Sensitive { Sensitive("\(consoleUrl)/enter?code=\(linkCode.revealed)") }
}
