import SecretManager
import WireProtocol

extension Rig {
  /// How the number of apps tells: the same number of them in use, and all of them.
  /// - Returns: And the apps that were added last.
  func measurePopulations(_ echo: EchoServer) async throws -> ([Measurement], latest: SeededApps) {
    // The others begin with services that have just been started, too.
    try await site.restart(issuers: 1)
    var lines = try await measureUse(of: apps.sample(Plan.apps), apps: Plan.apps, echo)
    var present = Plan.apps
    var latest = apps
    for population in plan.populations {
      let added = SeededApps(count: population - present)
      try await seed(added)
      lines += try await measureUse(of: added.sample(Plan.apps), apps: population, echo)
      lines += try await measureUse(of: added.sample(plan.appsInUse), apps: population, areAll: true, echo)
      (present, latest) = (population, added)
    }
    return (lines, latest)
  }

  /// Adds apps while no service runs.
  private func seed(_ apps: SeededApps) async throws {
    try Task.checkCancellation()
    tell("\(Figure.text(apps.count)) apps are seeded")
    try await site.restart(issuers: 1)
    try await Seeding(at: site).add(apps)
  }

  /// Minutes lie between the fewest apps and the most, so each is compared with what the machine can do at that very
  /// time.
  private func measureUse(
    of some: [SeededApps.Credentials], apps: Int, areAll: Bool = false, _ echo: EchoServer
  ) async throws -> [Measurement] {
    let some = some.shuffled()
    let suffix = areAll ? "all apps in use" : "\(Figure.text(Plan.apps)) apps in use"
    let reference = try Load.echo(app, at: echo.socket, Plan.busy)
    // Whatever is kept of the apps and tokens in use is kept before the clock runs.
    let tokens = try await harvest(some)
    try await Load.introspect(tokens, at: site, Plan.busy, repeats: false).runThrough()
    let issue = try Load.issue(some, at: site, Plan.busy).named("\(TokensIssue.name), \(suffix)")
    let issuing = try await measure([issue, reference], apps: apps)
    let introspect = try Load.introspect(tokens, at: site, Plan.busy).named("\(TokensIntrospect.name), \(suffix)")
    let introspecting = try await measure([introspect, reference], apps: apps)
    return [issuing, introspecting].map { $0[0].line.compared(with: "C echo", rate: $0[1].line.rate) }
  }
}

extension Seeding {
  init(at site: any Site) throws {
    self.init(
      registry: site.database(of: .appRegistry), secretManager: site.database(of: .secretManager),
      pepper: try Pepper(site.pepper()))
  }
}
