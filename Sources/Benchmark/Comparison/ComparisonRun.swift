import FoundationEssentials
import WireProtocol

/// Two builds side by side: the same loads on the daemons of each, in turns.
struct ComparisonRun: Sendable {
  let before: any Site
  let now: any Site
  let plan: Plan
  /// Tells the person who waits what goes on.
  let tell: @Sendable (String) -> Void

  private var shapes: [Shape] { [Plan.single, Plan.busy, plan.peak] }

  /// - Throws: ``FailedOperation`` at the first error of a reply.
  func comparison() async throws -> Comparison {
    let sides = [try await side(before), try await side(now)]
    let loads = try await measureLoads(sides)
    let starts = try await measureColdStarts(sides)
    return Comparison(
      version: productVersion, date: Timestamp.now.description, plan: plan.name, processor: BenchmarkRun.processor,
      processors: ProcessInfo.processInfo.activeProcessorCount, figures: loads + starts)
  }

  /// A build at work.
  private struct Side: Sendable {
    let site: any Site
    let app: MeasuredApp
    /// For loads that show each token once, as many for each shape.
    let unseen: [Sensitive]
  }

  private func side(_ site: any Site) async throws -> Side {
    try await site.restart(issuers: 1)
    let app = try await onOwnThread { try MeasuredApp(at: site) }
    let count = plan.coldTokens * shapes.count
    tell("\(Figure.text(count)) tokens are issued to be shown later")
    let unseen = try await Load.harvest(Array(repeating: app.credentials, count: count), at: site).runThrough(
      within: 60
    ).collected
    // What the issuer may know of the tokens that it has just made is forgotten.
    try await site.restart(issuers: 1)
    return Side(site: site, app: app, unseen: unseen.map { Sensitive($0) })
  }

  private func measureLoads(_ sides: [Side]) async throws -> [Comparison.Figures] {
    var figures: [Comparison.Figures] = []
    for (number, shape) in shapes.enumerated() {
      figures += try await compare(sides) { try .issue([$0.app.credentials], at: $0.site, shape) }
      figures += try await compare(sides) {
        try .introspect([$0.app.token], at: $0.site, shape).named("\(TokensIntrospect.name), hot token")
      }
      figures += try await compare(sides) { try .authorize($0.app, at: $0.site, shape) }
      figures += try await compare(sides) { side in
        let share = Array(side.unseen.dropFirst(number * plan.coldTokens).prefix(plan.coldTokens))
        return try .introspect(share, at: side.site, shape, repeats: false).named(
          "\(TokensIntrospect.name), cold token")
      }
      figures += try await compare(sides) { try .create(plan.creations, in: $0.app.account, at: $0.site, shape) }
    }
    return figures
  }

  private func compare(_ sides: [Side], _ load: (Side) throws -> Load) async throws -> [Comparison.Figures] {
    try Task.checkCancellation()
    let loads = try sides.map(load)
    tell("\(loads[0].operation), connections: \(loads[0].shape.connections), depth: \(loads[0].shape.depth)")
    let lines = try await onOwnThread { [plan] in
      let processes = try sides.map { side in
        try ServiceName.behindSockets.flatMap { try ServiceProcess.all(of: $0, at: side.site.socket(of: $0), count: 1) }
      }
      var trials = zip(loads, processes).map { Trial($0, $1) }
      try trials.run(turns: Rig.turns, seconds: 2 * plan.seconds)
      return try trials.map { try $0.line(apps: 1, instances: 1) }
    }
    return Comparison.Figures.all(of: lines[0], lines[1], loads[0].shape)
  }

  private func measureColdStarts(_ sides: [Side]) async throws -> [Comparison.Figures] {
    var figures = [
      try await coldStart(sides, "cold start of all three", .tokenIssuer) {
        TokensIssue(clientId: $0.app.credentials.sid, clientSecret: $0.app.credentials.secret)
      }
    ]
    for service in ServiceName.behindSockets {
      figures.append(try await coldStart(sides, "cold start, \(service.rawValue)", service) { _ in ServiceStatusGet() })
    }
    return figures
  }

  private func coldStart(
    _ sides: [Side], _ operation: String, _ service: ServiceName, _ method: (Side) -> some Method
  ) async throws -> Comparison.Figures {
    tell(operation)
    var latencies = sides.map { _ in Histogram() }
    for _ in 0..<plan.coldStarts {
      for (number, side) in sides.enumerated() {
        try Task.checkCancellation()
        latencies[number].record(try await side.site.coldStart(of: service, method(side)))
      }
    }
    let medians = latencies.map { Latency($0)?.p50 }
    return Comparison.Figures(operation, what: "P50, us", before: medians[0], now: medians[1])
  }
}
