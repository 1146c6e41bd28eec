import WireProtocol

/// One line of the report: an operation under certain conditions.
package struct Measurement: Encodable, Sendable {
  package var operation: String
  package var connections: Int?
  /// Requests under way on each connection.
  package var depth: Int?
  /// Processes of the token issuer.
  package var instances: Int?
  package var apps: Int?
  /// How many were measured.
  package var requests: Int?
  /// Per second.
  package var rate: Double?
  package var latency: Latency?
  /// Part of the requests that were refused; ``rate`` and ``latency`` are of the others.
  package var refused: Double?
  /// How evenly the connections were served.
  package var evenness: Evenness?
  /// Processor time of each service in microseconds per request, all its instances together.
  package var processorTime: [String: Double] = [:]
  /// Memory of each service; that of the largest instance.
  package var memory: [String: Memory] = [:]
  /// What the rate is compared with.
  package var reference: String?
  /// ``rate`` over that of the reference.
  package var ratio: Double?

  package init(operation: String, shape: Shape? = nil, instances: Int? = nil, apps: Int? = nil) {
    self.operation = operation
    connections = shape?.connections
    depth = shape?.depth
    self.instances = instances
    self.apps = apps
  }

  /// `nil` for what is no load.
  var shape: Shape? { connections.flatMap { connections in depth.map { Shape(connections, $0) } } }

  func compared(with reference: String, rate other: Double?) -> Measurement {
    var compared = self
    compared.reference = reference
    if let rate, let other, other > 0 { compared.ratio = rate / other }
    return compared
  }

  /// All services' processor time in microseconds per request.
  var totalProcessorTime: Double { processorTime.values.reduce(0, +) }
}

/// How long requests took, in microseconds.
package struct Latency: Encodable, Equatable, Sendable {
  package let p50, p90, p99, p999, p9999, maximum: Double

  /// `nil` where nothing was measured.
  package init?(_ histogram: Histogram) {
    let microseconds = [50, 90, 99, 99.9, 99.99].compactMap { histogram.percentile($0).map { Double($0) / 1000 } }
    guard microseconds.count == 5 else { return nil }
    (p50, p90, p99, p999, p9999) = (microseconds[0], microseconds[1], microseconds[2], microseconds[3], microseconds[4])
    maximum = Double(histogram.maximum) / 1000
  }

  /// What the names say, as numbers.
  package var percentiles: [(percent: Double, microseconds: Double)] {
    [(50, p50), (90, p90), (99, p99), (99.9, p999), (99.99, p9999)]
  }
}

/// How evenly something was shared out.
package struct Evenness: Encodable, Equatable, Sendable {
  /// Jain's index: 1 where all shares are equal, 1/n where one of n has all.
  package let index: Double
  /// The smallest share over the largest.
  package let leastOverMost: Double

  /// `nil` where there was nothing to share.
  package init?(_ shares: [Int]) {
    guard let most = shares.max(), let least = shares.min(), most > 0 else { return nil }
    let sum = shares.reduce(0.0) { $0 + Double($1) }
    let squares = shares.reduce(0.0) { $0 + Double($1) * Double($1) }
    index = sum * sum / (Double(shares.count) * squares)
    leastOverMost = Double(least) / Double(most)
  }
}
