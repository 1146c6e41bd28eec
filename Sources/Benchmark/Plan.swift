/// How much is measured, and for how long.
struct Plan: Sendable {
  let name: String
  /// Of the operations that only read.
  let shapes: [Shape]
  /// Of those that change something.
  let changeShapes: [Shape]
  /// How many processes of the token issuer, beside one.
  let instances: [Int]
  /// How many apps there are, beside ``apps``.
  let populations: [Int]
  /// For one line of the report; as much as a tenth more goes before it, uncounted.
  let seconds: Double
  /// Apps that are in use when all are, drawn evenly.
  let appsInUse: Int
  /// Tokens for a line that shows each only once.
  let coldTokens: Int
  /// Requests for a line that creates an app with each.
  let creations: Int
  let coldStarts: Int
  /// How many requests the memory is watched for, and how long at the most.
  let watchedRequests: Int
  let watchedSeconds: Double

  /// Apps that the token issuer has not been asked about yet, half of them for each of two loads; names for apps to be
  /// created.
  let strangers: Int
  let overloadCreations: Int
  /// For a load that is too much: how long it lasts before it counts, and how long it counts.
  let settling: Double
  let overloadSeconds: Double
  let waitingSeconds: Double
  /// Turns that the load that fits and the one that does not take, and so do those that wait for other services or the
  /// disk: few, as what has been taken on by the end of each must be finished.
  let overloadTurns: Int
  let waitingTurns: Int

  /// Where a service does the most it can, and ten times that: on ten times the connections, each with as many requests
  /// under way.
  var peak = pipelined
  var overload = Shape(160, 16)
  /// A client that takes what it can get beside one of the shape ``single``.
  var flood = Shape(64, 64)
  /// Clients that all ask alike.
  var equals = Shape(256)

  /// Apps that there are while everything but their number is varied.
  static let apps = 1000
  /// The most that there are in the end.
  static let mostApps = 1_000_000
  /// The shape of a busy host: where instances, numbers of apps and memory are compared.
  static let busy = Shape(16)
  static let single = Shape(1)
  /// As many requests under way as a service works on at its best.
  static let pipelined = Shape(16, 16)

  /// At most ten minutes.
  static let full = Plan(
    name: "full", shapes: allShapes, changeShapes: allShapes, instances: [2, 4], populations: [100_000, mostApps],
    seconds: 3,
    appsInUse: 20_000, coldTokens: 16_000, creations: 15_000, coldStarts: 15, watchedRequests: 1_000_000,
    watchedSeconds: 120,
    strangers: 100_000, overloadCreations: 60_000, settling: 0.5, overloadSeconds: 3, waitingSeconds: 8,
    overloadTurns: 4, waitingTurns: 2)

  /// A minute.
  static let quick = Plan(
    name: "quick", shapes: [single, busy, pipelined], changeShapes: [single, busy, pipelined], instances: [2],
    populations: [mostApps],
    seconds: 0.4, appsInUse: 2000, coldTokens: 1500, creations: 3000, coldStarts: 3, watchedRequests: 1_000_000,
    watchedSeconds: 3,
    strangers: 20_000, overloadCreations: 25_000, settling: 0.1, overloadSeconds: 0.4, waitingSeconds: 0.6,
    overloadTurns: 4, waitingTurns: 1)

  /// Sequential and pipelined. A service grants a client about 1,000 requests that wait on another service; no shape
  /// asks for more.
  private static let allShapes = [1, 16, 256].flatMap { [Shape($0), Shape($0, min(16, 1024 / $0))] }
}
