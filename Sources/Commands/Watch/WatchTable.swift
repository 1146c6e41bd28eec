import WireProtocol

/// How a look at the instances is shown.
enum WatchTable {
  /// - Parameter hasHistory: Whether the last minute is drawn.
  static func columns(hasHistory: Bool) -> [Column<WatchedInstances.Row>] {
    let figures: [Column<WatchedInstances.Row>] = [
      Column("SERVICE") { $0.service.rawValue }, Column("INSTANCE") { $0.instance }, Column("STATE") { $0.state },
      Column("CONNECTIONS") { $0.metrics.map { "\($0.connections)" } },
      Column("REQUESTS/S") { $0.activity.map { rate($0.requests) } },
      Column("REFUSED/S") { $0.activity.map { rate($0.refused) } },
      Column("FAILED/S") { $0.activity.map { rate($0.failed) } },
      Column("MEDIAN") { $0.activity?.median.map(time) }, Column("99%") { $0.activity?.slow.map(time) },
    ]
    return figures + (hasHistory ? [Column("LAST MINUTE") { sparkline($0.history) }] : [])
  }

  /// With one decimal place.
  static func rate(_ value: Double) -> String {
    let tenths = Int((min(max(value, 0), 1e12) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// An upper end of a bucket.
  static func time(_ microseconds: Int) -> String {
    switch microseconds {
    case .max: "more"
    case ..<1000: "\(microseconds)us"
    case ..<10_000: rate(Double(microseconds) / 1000) + "ms"
    case ..<1_000_000: "\(microseconds / 1000)ms"
    default: rate(Double(microseconds) / 1e6) + "s"
    }
  }

  /// A character for each value, the highest as high as can be.
  static func sparkline(_ values: [Double]) -> String {
    let steps = Array("▁▂▃▄▅▆▇█")
    let highest = max(values.max() ?? 0, 1)
    return String(values.map { steps[min(Int($0 / highest * Double(steps.count)), steps.count - 1)] })
  }
}
