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
