import ArgumentParser
import WireProtocol

struct ScaleCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale", abstract: "Shows how many instances a service has, or changes that for good.",
    discussion: """
      The instances of a service share its socket. The number holds from now on, after
      a reboot too; instances beyond it finish what they have begun and stop.
      What would be written and done is shown first; --yes does it, as root.

      Examples:
        oauthctl scale
        oauthctl scale token-issuer 4
        sudo oauthctl scale token-issuer 4 --yes
      """)

  @Argument(help: "The service.") var service: ServiceName?
  @Argument(help: ArgumentHelp("How many instances, 1 to 16.", valueName: "instances")) var instances: Int?
  @Flag(help: "Do it.") var yes = false
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func validate() throws {
    if let instances, !Scale.bounds.contains(instances) {
      throw ValidationError("\(instances) instances; \(Scale.bounds.lowerBound) to \(Scale.bounds.upperBound) can be.")
    }
    guard !yes || instances != nil else { throw ValidationError("--yes takes a service and a number of instances.") }
  }

  func run(in session: Session) async throws {
    guard let systemd = session.systemd else {
      throw UsageFault("these services are not this host's under systemd; oauthctl up runs one instance of each")
    }
    guard let service, let instances else { return try await show(service, in: session, systemd) }
    let scale = Scale(instances, of: service, below: systemd.unitDirectory)
    let steps = scale.steps(running: await systemd.instances(of: service))
    // What could not be begun is not shown as if it were done.
    if yes { try scale.write() }
    try session.host.write(Self.plan(scale, steps))
    guard yes else { return session.note("nothing is changed yet; add --yes to have it done") }
    for step in steps {
      let ending = await systemd.systemctl(step)
      guard ending?.status == 0 else {
        throw ServiceError(
          .internalError,
          "\(scale.path) is written, but systemctl \(step.joined(separator: " ")) failed: "
            + (ending?.output.split(separator: "\n").joined(separator: "; ") ?? "it can't be run"))
      }
    }
  }

  private static func plan(_ scale: Scale, _ steps: [[String]]) -> String {
    let file = scale.instances == 1 ? "remove \(scale.path)\n" : "write \(scale.path):\n\(indented(scale.text))"
    return file + steps.map { "systemctl \($0.joined(separator: " "))\n" }.joined()
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private func show(_ service: ServiceName?, in session: Session, _ systemd: Systemd) async throws {
    var table = Table(ScaledService.columns)
    var rows: [ScaledService] = []
    for service in service.map({ [$0] }) ?? ServiceName.allCases {
      rows.append(
        ScaledService(
          scale: try Scale(of: service, below: systemd.unitDirectory), running: await systemd.instances(of: service)))
    }
    try session.host.write(table.rendered(rows))
  }
}

/// How many instances a service is to have, and which run.
private struct ScaledService: Sendable {
  let scale: Scale
  let running: [String]

  static let columns: [Column<ScaledService>] = [
    Column("SERVICE") { $0.scale.service.rawValue }, Column("INSTANCES") { String($0.scale.instances) },
    Column("RUNNING") { $0.running.isEmpty ? nil : $0.running.joined(separator: " ") },
  ]
}
