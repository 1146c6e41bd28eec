import ArgumentParser
import JSON
import WireProtocol

struct StatusCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows each instance that answers, and whether it can do all of its work.",
    discussion: """
      Asking starts a service that systemd, or oauthctl up, starts on demand:
      "healthy" means that it works, not that it was running before. For an operator
      each service looks at its database, keys, catalogue and neighbours. The exit
      status is 69 if a service that you may reach is degraded or does not answer.

      --check is for monitoring: one line with figures, as plugins of Nagios and Icinga
      print it, and their exit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
      """)

  @Flag(help: "Print one line for monitoring, and end with its exit status.") var check = false
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func validate() throws {
    if check, global.isJSON { throw ValidationError("--check prints a line of its own; leave out --json") }
  }

  func run(in session: Session) async throws {
    let reports = await reports(in: session)
    if check {
      let check = StatusCheck(reports)
      try session.host.write(check.line.printable + "\n")
      if check.level != .ok { throw ExitCode(check.level.rawValue) }
      return
    }
    if session.isJSON {
      for case .up(_, let answer) in reports.map(\.state) { try session.write(answer.result.text) }
    } else {
      var table = Table(ServiceReport.columns)
      try session.host.write(table.rendered(reports))
    }
    let faults = reports.flatMap(\.faults)
    for fault in faults { session.host.report(Failure(fault, trace: nil).text) }
    if !faults.isEmpty { throw ExitCode(ExitStatus.unavailable.rawValue) }
  }

  /// Asks all services at the same time; the reports come in the services' order.
  private func reports(in session: Session) async -> [ServiceReport] {
    await withTaskGroup(of: (ServiceName, [ServiceReport]).self) { group in
      for service in ServiceName.allCases {
        group.addTask { (service, await ServiceReport.all(of: service, in: session)) }
      }
      var reports: [ServiceName: [ServiceReport]] = [:]
      for await (service, found) in group { reports[service] = found }
      return ServiceName.allCases.flatMap { reports[$0] ?? [] }
    }
  }
}
