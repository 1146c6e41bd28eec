import WireProtocol

/// What a run has found out about HTTP.
struct HTTPFindings {
  /// That one core makes per second in the same minute, before or afterwards, whichever are more.
  var signatures: Double?
  /// Tokens, introspection, decisions, and tokens over the socket; over 1, 16 and 64 connections.
  var operations: [Measurement] = []
  /// Tokens by TLS while no other gateway runs.
  var securedAlone: Measurement?
  var besideGuesses: Measurement?
  var coldStart: Measurement?

  static let secured = "TLS 1.3"
  static let alone = "no other gateway"
  static let overSocket = "tokens.issue, over the socket"
  static let besideGuesses = "\(Load.tokenOverHTTP), beside 200 wrong secrets a second"
  static let coldStart = "cold start of the gateway, \(Load.tokenOverHTTP)"

  var lines: [Measurement] { operations + [securedAlone, besideGuesses, coldStart].compactMap(\.self) }

  private static let gateway = ServiceName.gateway.rawValue

  /// Of one gateway, which shares the processors with the issuer and the client.
  var budgets: [Budget] {
    let token = line(Load.tokenOverHTTP, Plan.busy)
    let own = token?.processorTime[Self.gateway]
    let single = line(Load.tokenOverHTTP, Plan.single)?.latency?.p50
    let securedToken = "\(Load.tokenOverHTTP), \(Self.secured)"
    return [
      rate(Load.tokenOverHTTP, 0.4), rate("POST /v2/introspect", 0.55), rate("GET /v1/authorize", 0.55),
      processorTime("the gateway", own, 1.4), processorTime("all", token?.totalProcessorTime, 3.2),
      Budget(
        "\(Load.tokenOverHTTP), 1 x 1: median over that on the socket",
        single.over(line(Self.overSocket, Plan.single)?.latency?.p50), .atMost, 1.6, "x"),
      Budget(
        "\(securedToken), 16 x 1: rate over the plain one's", line(securedToken, Plan.busy)?.rate.over(token?.rate),
        .atLeast, 0.7, "x"),
      memory("plain", besideGuesses, 12), memory(Self.secured, securedAlone, 16),
      Budget(Self.coldStart, coldStart?.latency.map { $0.p50 / 1000 }, .atMost, 15, "ms"),
      Budget("\(Self.besideGuesses): longest", besideGuesses?.latency.map { $0.maximum / 1000 }, .atMost, 50, "ms"),
    ]
  }

  /// What 22 and 50 us are where a core makes 65,000 signatures a second, as where these bounds come from.
  private func processorTime(_ services: String, _ time: Double?, _ bound: Double) -> Budget {
    let subject = "\(Load.tokenOverHTTP), 16 x 1: processor time of \(services) over that of a signature"
    return Budget(subject, time.over(signatures.map { 1_000_000 / $0 }), .atMost, bound, "x")
  }

  private func rate(_ operation: String, _ bound: Double) -> Budget {
    let ratio = line(operation, Plan.busy)?.ratio
    return Budget("\(operation), 16 x 1: rate over ecdsap256 of one core", ratio, .atLeast, bound, "x")
  }

  private func memory(_ clients: String, _ line: Measurement?, _ bound: Double) -> Budget {
    let size = line?.memory[Self.gateway]?.proportional
    return Budget("memory of the gateway (Pss), \(clients)", size.map(Memory.megabytes), .atMost, bound, "MB")
  }

  private func line(_ operation: String, _ shape: Shape) -> Measurement? {
    operations.first { $0.operation == operation && $0.shape == shape }
  }
}
