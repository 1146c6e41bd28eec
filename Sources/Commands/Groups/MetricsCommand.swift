import ArgumentParser
import WireProtocol

struct MetricsCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Prints what each instance has counted since its start, as OpenMetrics text.",
    discussion: """
      For Prometheus: oauth-apps-metrics.timer has it written once a minute to where
      node_exporter's textfile collector reads it. Under systemd a service that does
      not run is not started for it. What the gateway counts of HTTP it tells itself,
      at /run/oauth-apps/metrics.sock.

      Examples:
        oauthctl metrics
        sudo systemctl enable --now oauth-apps-metrics.timer
      """)

  @Option(
    help: ArgumentHelp("Write it to this file, in place of what it holds.", valueName: "file"), completion: .file())
  var output: String?
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run(in session: Session) async throws {
    var counted: [InstanceMetrics] = []
    for service in ServiceName.allCases { counted += try await Self.metrics(of: service, in: session) }
    let text = counted.openMetrics
    guard let output else { return try session.host.write(text) }
    try OutputFile(path: output, content: "the metrics").write(text)
  }

  private static func metrics(
    of service: ServiceName, in session: Session
  ) async throws(ServiceError) -> [InstanceMetrics] {
    if service.definition.isOptional, session.host.isMissing(session.directory.socket(of: service)) { return [] }
    if let systemd = session.systemd, await systemd.instances(of: service).isEmpty { return [] }
    let survey = try await session.metrics(of: service)
    return survey.answers.map { InstanceMetrics(service: service, instance: $0.instance, metrics: $0.answer) }
  }
}
