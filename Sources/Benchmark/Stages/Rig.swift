import WireProtocol

/// What the stages measure with.
struct Rig: Sendable {
  /// Turns that loads take which are to be compared: what else the machine does meanwhile hits them alike.
  static let turns = 10

  let site: any Site
  let plan: Plan
  let app: MeasuredApp
  /// The apps that there are from the start.
  let apps: SeededApps
  let speed: MachineSpeed
  /// Tells the person who waits what goes on.
  var tell: @Sendable (String) -> Void

  /// A line of the report, and what the replies brought.
  struct Result: Sendable {
    var line: Measurement
    let outcome: LoadOutcome
  }

  /// Measures loads side by side, each as long as the plan says unless said otherwise.
  /// - Throws: ``FailedOperation`` at the first error of a reply.
  func measure(
    _ loads: [Load], apps: Int = Plan.apps, instances: Int = 1, seconds: Double? = nil, turns: Int? = nil
  ) async throws -> [Result] {
    try await measure(loads.map { (self, $0) }, apps: apps, instances: instances, seconds: seconds, turns: turns)
  }

  /// The same with each load at the services of its rig.
  func measure(
    _ loads: [(rig: Rig, load: Load)], apps: Int = Plan.apps, instances: Int = 1, seconds: Double? = nil,
    turns: Int? = nil
  ) async throws -> [Result] {
    try Task.checkCancellation()
    let seconds = seconds ?? plan.seconds
    let turns = turns ?? (loads.count > 1 ? Self.turns : 1)
    for (_, load) in loads {
      let shape = "connections: \(load.shape.connections), depth: \(load.shape.depth)"
      tell("\(load.operation), \(shape), instances: \(instances), apps: \(Figure.text(apps))")
    }
    return try await onOwnThread {
      let services = loads.contains { $0.load.http != nil } ? ServiceName.measured : ServiceName.behindSockets
      var trials = try loads.map { rig, load in
        let processes = try services.flatMap {
          try ServiceProcess.all(of: $0, at: rig.site.socket(of: $0), count: $0 == .tokenIssuer ? instances : 1)
        }
        return Trial(load.spread(over: instances), processes)
      }
      try trials.run(turns: turns, seconds: seconds)
      return try trials.map { Result(line: try $0.line(apps: apps, instances: instances), outcome: $0.outcome) }
    }
  }

  func measure(_ load: Load, apps: Int = Plan.apps, instances: Int = 1, seconds: Double? = nil) async throws -> Result {
    try await measure([load], apps: apps, instances: instances, seconds: seconds)[0]
  }

  /// A token of each of the apps.
  func harvest(_ apps: [SeededApps.Credentials]) async throws -> [Sensitive] {
    try Task.checkCancellation()
    tell("\(Figure.text(apps.count)) tokens are issued to be shown later")
    return try await Load.harvest(apps, at: site).runThrough().collected.map { Sensitive($0) }
  }
}

extension Load {
  /// Sends each request once, unmeasured.
  /// - Parameter seconds: What is not sent by then is done without.
  @discardableResult
  func runThrough(within seconds: Double = 15) async throws -> LoadOutcome {
    try await onOwnThread {
      var position = 0
      return try run(for: seconds, from: &position)
    }
  }
}
