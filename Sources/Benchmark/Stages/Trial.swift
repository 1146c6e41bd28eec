import WireProtocol

/// A load that is being measured, stretch by stretch.
struct Trial {
  private let load: Load
  private let processes: [ServiceProcess]
  private var position = 0
  private(set) var outcome = LoadOutcome()
  /// Nanoseconds that each service worked meanwhile.
  private var processorTimes: [ServiceName: UInt64] = [:]

  init(_ load: Load, _ processes: [ServiceProcess]) {
    self.load = load
    self.processes = processes
  }

  /// Lets the services get used to the load.
  mutating func warmUp(for seconds: Double) throws {
    _ = try load.run(for: seconds, from: &position)
  }

  mutating func run(for seconds: Double) throws {
    let before = try processes.processorTimes()
    outcome.merge(try load.run(for: seconds, from: &position))
    for (service, time) in try processes.processorTimes() { processorTimes[service, default: 0] += time - before[service, default: 0] }
  }

  func line(apps: Int, instances: Int) throws -> Measurement {
    guard outcome.requests > 0 else {
      throw FailedOperation(operation: load.operation, cause: "it ran out of requests before it was measured")
    }
    var line = Measurement(operation: load.operation, shape: load.shape, instances: instances, apps: apps)
    line.requests = outcome.requests
    line.rate = outcome.rate
    line.latency = Latency(outcome.latencies)
    for (service, time) in processorTimes { line.processorTime[service.rawValue] = Double(time) / 1000 / Double(outcome.requests) }
    for (service, size) in try processes.memory() { line.memory[service.rawValue] = size }
    return line
  }
}
