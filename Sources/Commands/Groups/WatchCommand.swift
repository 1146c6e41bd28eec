import ArgumentParser
import WireProtocol

struct WatchCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Shows again and again what each instance does: rates, refusals, times.",
    discussion: """
      Rates are of a second between two looks. MEDIAN and 99% are times within which
      half of the requests, and 99 of 100, were answered. Requests for a service's own
      state, as this command sends them, are not counted; its connections are.

      Under systemd a service that does not run is not started for it, and one that
      nobody else uses is left alone: it is "idle", and exits when its time has come.
      Under oauthctl up all are asked, and so run.

      Where the output is no terminal each look adds its lines. Ctrl-C ends it.

      Examples:
        oauthctl watch
        oauthctl watch --interval 10s --count 6 > rates.txt
      """)

  @Option(
    help: ArgumentHelp("Time between two looks, 1s to 1h. (default: 1s)", valueName: "duration"),
    transform: WatchCommand.interval)
  var interval: Seconds?
  @Option(help: ArgumentHelp("End after so many looks; the first has no rates yet.", valueName: "number"))
  var count: Int?
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count: 1 or more is expected") }
  }

  private static func interval(_ text: String) throws -> Seconds {
    guard let seconds = Seconds(text), (1...3600).contains(seconds.count) else {
      throw ValidationError("a time from 1s to 1h is expected")
    }
    return seconds
  }

  func run(in session: Session) async throws {
    let host = session.host
    let isDrawn = host.screenSize() != nil
    if isDrawn { try host.write(Screen.begin) }
    // Standard output may have gone; then there is nothing to restore.
    defer { if isDrawn { try? host.write(Screen.end) } }
    try await host.untilInterrupted { try await watch(session) }
  }

  private func watch(_ session: Session) async throws {
    let host = session.host
    var lookout = Lookout(session: session)
    var instances = WatchedInstances()
    var screen = Screen(isColoured: (host.environment["NO_COLOR"] ?? "").isEmpty)
    var plain = Table(WatchTable.columns(hasHistory: false))
    var looks = 0
    for await time in host.ticks(.seconds(interval?.count ?? 1)) {
      let rows = instances.rows(try await lookout.look(at: time), at: time)
      if let size = host.screenSize() {
        var table = Table(WatchTable.columns(hasHistory: true))
        try host.write(screen.drawing(table.rendered(rows), size: size))
      } else {
        try host.write(plain.rendered(rows))
      }
      looks += 1
      if looks == count { return }
    }
  }
}
