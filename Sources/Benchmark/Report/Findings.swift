import WireProtocol

/// The lines of a run, by the stage that they come from.
struct Findings {
  let speed: MachineSpeed
  /// With the echo's.
  var reading: [Measurement] = []
  var instances: [Measurement] = []
  /// The first and the last of the same load.
  var memory: [Measurement] = []
  var coldStarts: [Measurement] = []
  var changing: [Measurement] = []
  /// Those of the fewest apps first.
  var populations: [Measurement] = []
  /// The modest client's alone and beside the flood, the flood's, the equal clients'.
  var fairness: [Measurement] = []
  /// Each operation of one user alone, then each beside a stranger.
  var stranger: [Measurement] = []
  /// Each operation at its peak, overloaded, and its refusals.
  var overload: [Measurement] = []

  var lines: [Measurement] {
    var signing = Measurement(operation: "openssl ecdsap256, one core")
    var syncing = Measurement(operation: "write of 4 KiB and fsync")
    signing.rate = speed.signatures
    syncing.rate = speed.syncs
    return [signing, syncing] + reading + instances + memory + coldStarts + changing + populations + fairness
      + stranger + overload
  }
}

extension Findings {
  /// What DESIGN section 8 promises, as far as it can be measured here.
  /// - Parameter coldStartBound: Milliseconds.
  func budgets(coldStartBound: Double) -> [Budget] {
    speedBudgets
      + coldStarts.map { Budget($0.operation, $0.latency.map { $0.p50 / 1000 }, .atMost, coldStartBound, "ms") }
      + memoryBudgets + populationBudgets + overloadBudgets + strangerBudgets
      + fairnessFigures
  }

  private var speedBudgets: [Budget] {
    let issue = instances.first { $0.operation == TokensIssue.name && $0.instances == 2 }
    let echo = median("C echo")
    let introspect = median(TokensIntrospect.name)
    let decision = introspect.flatMap { base in median(TokensAuthorize.name).map { $0 - base } }
    return [
      Budget(
        "tokens.issue, 16 connections, 2 instances, over ecdsap256 of one core", issue?.ratio, .atLeast, 0.45, "x"),
      Budget("processor time of all services for a token issued there", issue?.totalProcessorTime, .atMost, 50, "us"),
      Budget(
        "tokens.introspect, hot token, one connection, median, over the C echo", introspect.over(echo), .atMost, 1.5,
        "x"),
      Budget("tokens.authorize beyond tokens.introspect, median", decision, .atMost, 3, "us"),
    ]
  }

  private var memoryBudgets: [Budget] {
    let largest = memory.last?.memory.values.max().map(Self.megabytes)
    let sizes = memory.map { Self.megabytes($0.memory.values.reduce(0, +)) }
    let growth = sizes.last.flatMap { last in sizes.first.map { last - $0 } }
    let requests = memory.last?.requests.map(Figure.text) ?? "no"
    return [
      Budget("memory of the largest service (Pss)", largest, .atMost, 12, "MB"),
      Budget("growth of all services' memory over \(requests) requests", growth, .atMost, 1, "MB"),
    ]
  }

  private var populationBudgets: [Budget] {
    populations.filter { $0.apps == Plan.mostApps }.map { line in
      let base = populations.first { $0.apps == Plan.apps && $0.method == line.method }
      let subject = "\(line.operation): \(Figure.text(Plan.mostApps)) apps over \(Figure.text(Plan.apps)), as ratios"
      return Budget(subject, line.ratio.over(base?.ratio), .atLeast, 0.9, "x")
    }
  }

  private var overloadBudgets: [Budget] {
    overload.filter { $0.ratio != nil }.map {
      Budget("goodput of \($0.operation) of ten times the load, over the peak", $0.ratio, .atLeast, 0.8, "x")
    }
  }

  private var strangerBudgets: [Budget] {
    let half = stranger.count / 2
    guard half > 0 else {
      return [Budget("P99 of one user beside a stranger who takes all it may, over P99 alone", nil, .atMost, 3, "x")]
    }
    return zip(stranger.prefix(half), stranger.suffix(half)).map { alone, beside in
      let subject = "P99 of \(alone.method ?? "") beside a stranger who takes all it may, over P99 alone"
      return Budget(subject, (beside.latency?.p99).over(alone.latency?.p99), .atMost, 3, "x")
    }
  }

  private var fairnessFigures: [Budget] {
    guard fairness.count == 4 else { return [] }
    let (beside, flood, equals) = (fairness[1], fairness[2], fairness[3])
    let each = flood.rate.flatMap { rate in flood.connections.map { rate / Double($0) } }
    return [
      Budget(
        "modest client beside a flood: its rate over that of each of the flood's connections", beside.rate.over(each),
        "x"),
      Budget(
        "modest client beside a flood: its P99 over the flood's median", (beside.latency?.p99).over(flood.latency?.p50),
        "x"),
      Budget("equal clients: Jain's index of their rates, 1 where all are the same", equals.evenness?.index, ""),
      Budget("equal clients: rate of the worst served over that of the best", equals.evenness?.leastOverMost, "x"),
    ]
  }

  /// Microseconds, on one connection.
  private func median(_ operation: String) -> Double? {
    reading.first { $0.operation.hasPrefix(operation) && $0.connections == 1 && $0.depth == 1 }?.latency?.p50
  }

  private static func megabytes(_ kilobytes: Int) -> Double { Double(kilobytes) / 1024 }
}

extension Double? {
  /// `nil` where one of the two was not measured.
  fileprivate func over(_ other: Double?) -> Double? {
    flatMap { value in other.flatMap { $0 > 0 ? value / $0 : nil } }
  }
}

extension Measurement {
  /// The operation without what is said about it.
  fileprivate var method: Substring? { operation.split(separator: ",").first }
}
