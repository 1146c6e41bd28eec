import WireProtocol

extension Rig {
  /// Whether one client can keep the service from another, and whether clients that ask alike are served alike.
  func measureFairness() async throws -> [Measurement] {
    let hot = try Load.introspect([app.token], at: site, Plan.single).settled(after: plan.settling)
    let alone = try await serve([hot.named("\(TokensIntrospect.name), no flood")])
    let contest = try await serve([
      hot.named("\(TokensIntrospect.name), beside a flood"),
      hot.shaped(plan.flood).named("\(TokensIntrospect.name), the flood"),
    ])
    var equals = try await serve([hot.shaped(plan.equals).named("\(TokensIntrospect.name), equal clients")])
    equals[0].line.evenness = Evenness(equals[0].outcome.served)
    return (alone + contest + equals).map(\.line)
  }

  /// Sends loads at the same time, each from a thread of its own.
  func serve(_ loads: [Load]) async throws -> [Result] {
    try Task.checkCancellation()
    for load in loads { tell("\(load.operation), connections: \(load.shape.connections), depth: \(load.shape.depth)") }
    let seconds = plan.overloadSeconds
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for (number, load) in loads.enumerated() {
        group.addTask {
          let outcome = try await onOwnThread {
            var position = 0
            return try load.run(for: seconds, from: &position)
          }
          return (number, Result(line: Measurement(load, outcome, apps: Plan.apps, instances: 1), outcome: outcome))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
