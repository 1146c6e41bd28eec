import WireProtocol

/// The lines of a run, by the stage that they come from.
struct Findings {
  let speed: MachineSpeed
  /// With the echo's.
  var reading: [Measurement] = []
  var assertions: [Measurement] = []
  var instances: [Measurement] = []
  /// The first and the last of the same load.
  var memory: [Measurement] = []
  var coldStarts: [Measurement] = []
  /// Over HTTP, through the gateway; beside some the same over the socket.
  var http = HTTPFindings()
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
    return [signing, syncing] + reading + assertions + instances + memory + coldStarts + http.lines + changing
      + populations + fairness + stranger + overload
  }
}

extension Findings {
  /// What DESIGN section 8 promises, as far as it can be measured here.
  /// - Parameter coldStartBound: Milliseconds.
  func budgets(coldStartBound: Double) -> [Budget] {
    speedBudgets
      + coldStarts.map { Budget($0.operation, $0.latency.map { $0.p50 / 1000 }, .atMost, coldStartBound, "ms") }
      + http.budgets + memoryBudgets + populationBudgets + overloadBudgets + strangerBudgets
      + fairnessFigures
  }

  private var speedBudgets: [Budget] {
    let issue = instances.first { $0.operation == TokensIssue.name && $0.instances == 2 }
    let hot = reading(TokensIntrospect.name, Plan.single)?.latency?.p50
    let echo = reading("C echo", Plan.single)?.latency?.p50
    let decision = processorTime(TokensAuthorize.name, Plan.pipelined).flatMap { time in
      processorTime(TokensIntrospect.name, Plan.pipelined).map { time - $0 }
    }
    return [
      Budget("tokens.issue, 16 x 1, 2 instances: rate over ecdsap256 of one core", issue?.ratio, .atLeast, 0.75, "x"),
      issuingBudget(Plan.pipelined, 1.5), issuingBudget(Plan.busy, 2),
      Budget("tokens.introspect, hot token, 1 x 1: median over the C echo's", hot.over(echo), .atMost, 1.35, "x"),
      Budget(
        "tokens.introspect, cold token, 16 x 16: processor time over that of a verification",
        processorTime("\(TokensIntrospect.name), cold", Plan.pipelined).over(1_000_000 / speed.verifications), .atMost,
        1.4, "x"),
      Budget("tokens.authorize, 16 x 16: processor time beyond tokens.introspect", decision, .atMost, 1, "us"),
      Budget(
        "\(MeasuredKey.operation), 16 x 16: processor time over that with a token",
        processorTime(MeasuredKey.operation, Plan.pipelined).over(processorTime(TokensAuthorize.name, Plan.pipelined)),
        .atMost, 1.1, "x"),
      Budget(
        "apps.create, 16 x 16: rate over the disk's fsync",
        changing.first { $0.operation == AppsCreate.name && $0.shape == Plan.pipelined }?.ratio, .atLeast, 0.5, "x"),
    ]
  }

  /// Of all services for a token issued, over that of the signature which it needs.
  private func issuingBudget(_ shape: Shape, _ bound: Double) -> Budget {
    let ratio = processorTime(TokensIssue.name, shape).over(1_000_000 / speed.signatures)
    return Budget("tokens.issue, \(shape): processor time over that of a signature", ratio, .atMost, bound, "x")
  }

  private var memoryBudgets: [Budget] {
    let services = memory.last.map { Array($0.memory.values) } ?? []
    let sizes = memory.map { line in Memory.megabytes(line.memory.values.reduce(0) { $0 + $1.proportional }) }
    let growth = sizes.last.flatMap { last in sizes.first.map { last - $0 } }
    let requests = memory.last?.requests.map(Figure.text) ?? "no"
    return [
      Budget(
        "memory of the largest service (Pss)", services.map(\.proportional).max().map(Memory.megabytes), .atMost, 25,
        "MB"),
      Budget(
        "heap and stacks of the largest service (RssAnon)", services.map(\.anonymous).max().map(Memory.megabytes),
        .atMost, 6, "MB"),
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

  private func reading(_ operation: String, _ shape: Shape) -> Measurement? {
    reading.first { $0.operation.hasPrefix(operation) && $0.shape == shape }
  }

  /// Microseconds of all services for one request.
  private func processorTime(_ operation: String, _ shape: Shape) -> Double? {
    reading(operation, shape)?.totalProcessorTime
  }
}

extension Double? {
  /// `nil` where one of the two was not measured.
  func over(_ other: Double?) -> Double? {
    flatMap { value in other.flatMap { $0 > 0 ? value / $0 : nil } }
  }
}

extension Measurement {
  /// The operation without what is said about it.
  fileprivate var method: Substring? { operation.split(separator: ",").first }
}
