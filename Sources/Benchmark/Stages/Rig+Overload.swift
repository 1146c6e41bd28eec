import WireProtocol

extension Rig {
  /// How much is still done where ten times as much is asked for as fits: as many requests under way on ten times the
  /// connections, and whoever is refused asks again at once.
  func measureOverload(of apps: SeededApps, population: Int) async throws -> [Measurement] {
    try await site.restart(issuers: 1)
    // Half of them each, so that neither load finds what the other has asked about.
    let strangers = apps.sample(plan.strangers).shuffled()
    let half = (strangers.count + 1) / 2
    let issue = try Load.issue([app.credentials], at: site, plan.peak)
    let introspect = try Load.introspect([app.token], at: site, plan.peak).named("\(TokensIntrospect.name), hot token")
    let asking = try [strangers.prefix(half), strangers.suffix(half)].map {
      try Load.issue(Array($0), at: site, plan.peak).named("\(TokensIssue.name), unknown apps")
    }
    // No two apps of an account may have the same name.
    let creations = try (0..<2).map { _ in try Load.create(plan.overloadCreations, in: app.account, at: site, plan.peak)
    }
    var lines: [Measurement] = []
    for load in [issue, introspect].map({ $0.settled(after: plan.settling) }) {
      lines += try await measure(load, load, population, seconds: plan.overloadSeconds, turns: plan.overloadTurns)
    }
    // All that is taken on at once is answered at nearly the same time, so these are counted from the first to the
    // last.
    for (load, same) in [(asking[0], asking[1]), (creations[0], creations[1])] {
      lines += try await measure(load, same, population, seconds: plan.waitingSeconds, turns: plan.waitingTurns)
    }
    return lines
  }

  private func measure(_ load: Load, _ same: Load, _ population: Int, seconds: Double, turns: Int) async throws
    -> [Measurement]
  {
    let peak = load.named("\(load.operation), at its peak")
    let overload = same.shaped(plan.overload).refusable.named("\(load.operation), overload")
    let results = try await measure([peak, overload], apps: population, seconds: seconds, turns: turns)
    let line = results[1].line.compared(with: "peak", rate: results[0].line.rate)
    let outcome = results[1].outcome
    guard outcome.refusals > 0 else { return [results[0].line, line] }
    var refusals = Measurement(overload, outcome, apps: population, instances: 1)
    refusals.operation = "\(load.operation), refused (\(Figure.fixed(outcome.refusedShare * 100, decimals: 0)) %)"
    (refusals.requests, refusals.rate, refusals.latency) = (
      outcome.refusals, outcome.refusalRate, Latency(outcome.refusalLatencies)
    )
    return [results[0].line, line, refusals]
  }
}
