import ArgumentParser
import JSON
import WireProtocol

struct StatusCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows which services answer, and whether they can do all of their work.",
    discussion: """
      Asking starts a service that systemd, or oauthctl up, starts on demand:
      "healthy" means that it works, not that it was running before. For an operator
      each service looks at its database, keys, catalogue and neighbours. The exit
      status is 69 if a service that you may reach is degraded or does not answer.
      """)

  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run(in session: Session) async throws {
    let reports = await reports(in: session)
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
    await withTaskGroup(of: ServiceReport.self) { group in
      for service in ServiceName.allCases { group.addTask { await ServiceReport(on: service, in: session) } }
      var reports: [ServiceName: ServiceReport] = [:]
      for await report in group { reports[report.service] = report }
      return ServiceName.allCases.compactMap { reports[$0] }
    }
  }
}
