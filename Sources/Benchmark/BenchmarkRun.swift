import FoundationEssentials
import WireProtocol

/// A run from its first to its last line.
struct BenchmarkRun: Sendable {
  let site: any Site
  /// Another one, whose gateway speaks TLS.
  let secured: (any Site)?
  let plan: Plan
  /// Directory of the executables, the reference's among them.
  let programs: String
  /// Tells the person who waits what goes on.
  let tell: @Sendable (String) -> Void

  /// Seconds for each of the machine's own speeds.
  private static let speedSeconds = 1.0

  /// - Throws: ``FailedOperation`` at the first error of a reply.
  func report() async throws -> Report {
    let findings = try await findings(try await prepare())
    return Report(
      version: productVersion, date: Timestamp.now.description, plan: plan.name, site: site.name,
      processor: Self.processor,
      processors: ProcessInfo.processInfo.activeProcessorCount, measurements: findings.lines,
      budgets: findings.budgets(coldStartBound: site.coldStartBound))
  }

  private func prepare() async throws -> Rig {
    try await site.restart(issuers: 1)
    let app = try await onOwnThread { [site] in try MeasuredApp(at: site) }
    try await site.restart(issuers: 1)
    tell("the machine's own speed: openssl speed ecdsap256, fsync")
    let speed = try await onOwnThread { [site] in
      try MachineSpeed.measure(directory: site.stateDirectory(of: .appRegistry), seconds: Self.speedSeconds)
    }
    let apps = SeededApps(count: Plan.apps)
    try await Seeding(at: site).add(apps)
    return Rig(site: site, plan: plan, app: app, apps: apps, speed: speed, tell: tell)
  }

  private func findings(_ rig: Rig) async throws -> Findings {
    var findings = Findings(speed: rig.speed)
    let echo = try await onOwnThread { [site, programs] in
      try EchoServer(programs: programs, directory: site.directory, replyLength: rig.app.introspectionLength)
    }
    defer { echo.stop() }
    findings.reading = try await rig.measureReading(echo)
    findings.assertions = try await rig.measureAssertions()
    findings.instances = try await rig.measureInstances()
    findings.memory = try await rig.watchMemory()
    findings.coldStarts = try await rig.measureColdStarts()
    findings.http = try await rig.measureHTTP(secured: secured)
    findings.changing = try await rig.measureChanging()
    findings.fairness = try await rig.measureFairness()
    findings.stranger = try await rig.measureStranger(programs: programs)
    let latest: SeededApps
    (findings.populations, latest) = try await rig.measurePopulations(echo)
    findings.overload = try await rig.measureOverload(of: latest, population: plan.populations.last ?? Plan.apps)
    return findings
  }

  /// What the kernel calls the processors.
  static var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.drop { $0 == " " } }.map(String.init) ?? "unknown processor"
  }
}
