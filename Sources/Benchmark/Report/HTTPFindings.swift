import WireProtocol

/// What a run has found out about HTTP.
struct HTTPFindings {
  /// Tokens, introspection, decisions, and tokens over the socket; over 1, 16 and 64 connections.
  var operations: [Measurement] = []
  var besideGuesses: Measurement?
  var coldStart: Measurement?

  static let overSocket = "tokens.issue, over the socket"
  static let besideGuesses = "\(Load.tokenOverHTTP), beside 200 wrong secrets a second"
  static let coldStart = "cold start of the gateway, \(Load.tokenOverHTTP)"

  var lines: [Measurement] { operations + [besideGuesses, coldStart].compactMap(\.self) }

  private static let gateway = ServiceName.gateway.rawValue

  /// Of one gateway, which shares the processors with the issuer and the client.
  var budgets: [Budget] {
    let token = line(Load.tokenOverHTTP, Plan.busy)
    let own = token?.processorTime[Self.gateway]
    let single = line(Load.tokenOverHTTP, Plan.single)?.latency?.p50
    let sizes = operations.compactMap { $0.memory[Self.gateway]?.proportional }
    return [
      Budget("\(Load.tokenOverHTTP), 16 x 1: rate over ecdsap256 of one core", token?.ratio, .atLeast, 0.4, "x"),
      rate("POST /v2/introspect"), rate("GET /v1/authorize"),
      Budget("\(Load.tokenOverHTTP), 16 x 1: processor time of the gateway", own, .atMost, 22, "us"),
      Budget("\(Load.tokenOverHTTP), 16 x 1: processor time of all", token?.totalProcessorTime, .atMost, 50, "us"),
      Budget(
        "\(Load.tokenOverHTTP), 1 x 1: median over that on the socket",
        single.over(line(Self.overSocket, Plan.single)?.latency?.p50), .atMost, 1.6, "x"),
      Budget("memory of the gateway (Pss)", sizes.max().map(Memory.megabytes), .atMost, 12, "MB"),
      Budget(Self.coldStart, coldStart?.latency.map { $0.p50 / 1000 }, .atMost, 15, "ms"),
      Budget("\(Self.besideGuesses): longest", besideGuesses?.latency.map { $0.maximum / 1000 }, .atMost, 50, "ms"),
    ]
  }

  private func rate(_ operation: String) -> Budget {
    let ratio = line(operation, Plan.busy)?.ratio
    return Budget("\(operation), 16 x 1: rate over ecdsap256 of one core", ratio, .atLeast, 0.55, "x")
  }

  private func line(_ operation: String, _ shape: Shape) -> Measurement? {
    operations.first { $0.operation == operation && $0.shape == shape }
  }
}
