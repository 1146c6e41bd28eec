import Glibc
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

  fileprivate var isSingle: Bool { load.shape == Plan.single }
  fileprivate var processIDs: [pid_t] { processes.map(\.processID) }

  /// Lets the services get used to the load.
  mutating func warmUp(for seconds: Double) throws {
    // Otherwise each stretch begins with that.
    guard load.settling == 0 else { return }
    var first = load
    first.requests = load.requests.forWarmingUp
    _ = try first.run(for: seconds, from: &position)
  }

  mutating func run(for seconds: Double) throws {
    let before = try processes.processorTimes()
    outcome.merge(try load.run(for: seconds, from: &position))
    for (service, time) in try processes.processorTimes() {
      processorTimes[service, default: 0] += time - before[service, default: 0]
    }
  }

  func line(apps: Int, instances: Int) throws -> Measurement {
    guard outcome.requests > 0 else {
      throw FailedOperation(operation: load.operation, cause: "it ran out of requests before it was measured")
    }
    var line = Measurement(load, outcome, apps: apps, instances: instances)
    for (service, time) in processorTimes {
      line.processorTime[service.rawValue] = Double(time) / 1000 / Double(outcome.answered)
    }
    for (service, size) in try processes.memory() { line.memory[service.rawValue] = size }
    return line
  }
}

extension [Trial] {
  /// Part of the time that goes before, uncounted.
  private static var warmUp: Double { 0.1 }

  /// Measures them in turns, each for so many seconds in all: what else the machine does meanwhile hits them alike.
  /// Where one request is under way at a time, client and services have a processor each.
  mutating func run(turns: Int, seconds: Double) throws {
    guard allSatisfy(\.isSingle) else { return try takeTurns(turns, seconds) }
    try Placement.apart(from: Set(flatMap(\.processIDs))) { try takeTurns(turns, seconds) }
  }

  private mutating func takeTurns(_ turns: Int, _ seconds: Double) throws {
    for index in indices { try self[index].warmUp(for: seconds * Self.warmUp) }
    for _ in 0..<turns {
      for index in indices { try self[index].run(for: seconds / Double(turns)) }
    }
  }
}

extension Measurement {
  /// A line on a load that was measured.
  init(_ load: Load, _ outcome: LoadOutcome, apps: Int, instances: Int) {
    self.init(operation: load.operation, shape: load.shape, instances: instances, apps: apps)
    requests = outcome.requests
    rate = outcome.rate
    latency = Latency(outcome.latencies)
    if load.mayBeRefused { refused = outcome.refusedShare }
  }
}
