import Commands
import FoundationEssentials

/// What two builds did at the same time on the same machine.
package struct Comparison: Encodable, Sendable {
  /// One thing that was measured of both.
  package struct Figures: Encodable, Sendable {
    package let operation: String
    package let connections: Int?
    package let depth: Int?
    /// What the figures are, with their unit.
    package let what: String
    package let before: Double?
    package let now: Double?
    /// ``now`` over ``before``.
    package let ratio: Double?

    package init(_ operation: String, _ shape: Shape? = nil, what: String, before: Double?, now: Double?) {
      (self.operation, self.what, self.before, self.now) = (operation, what, before, now)
      (connections, depth) = (shape?.connections, shape?.depth)
      ratio = before.flatMap { before in now.flatMap { before > 0 ? $0 / before : nil } }
    }

    /// Rate, median, processor time of all services and memory of each, of one operation.
    static func all(of before: Measurement, _ now: Measurement, _ shape: Shape) -> [Figures] {
      func figures(_ what: String, _ value: (Measurement) -> Double?) -> Figures {
        Figures(now.operation, shape, what: what, before: value(before), now: value(now))
      }
      let memory = now.memory.keys.sorted().map { service in
        figures("Pss of \(service), MB") { $0.memory[service].map { Memory.megabytes($0.proportional) } }
      }
      return [
        figures("rate, 1/s") { $0.rate }, figures("P50, us") { $0.latency?.p50 },
        figures("P99, us") { $0.latency?.p99 },
        figures("CPU per request, us") { $0.totalProcessorTime },
      ] + memory
    }
  }

  package let version: String
  package let date: String
  /// "quick" or "full".
  package let plan: String
  package let processor: String
  package let processors: Int
  package let figures: [Figures]

  package init(version: String, date: String, plan: String, processor: String, processors: Int, figures: [Figures]) {
    self.version = version
    self.date = date
    self.plan = plan
    self.processor = processor
    self.processors = processors
    self.figures = figures
  }

  /// For people.
  package func text() -> String {
    var table = Table(Figures.columns)
    return """
      oauth-apps \(version), \(plan) comparison of two builds, \(date), \(processors) x \(processor)

      \(table.rendered(figures))
      RATIO is this build over the one before. Both were measured in turns.

      """
  }

  /// One JSON object on one line; members in snake_case.
  package func json() throws -> String { try encodedForPrograms() }
}

extension Comparison.Figures {
  fileprivate static let columns: [Column<Comparison.Figures>] = [
    Column("OPERATION") { $0.operation }, Column("CONN") { $0.connections.map(String.init) },
    Column("DEPTH") { $0.depth.map(String.init) }, Column("FIGURE") { $0.what },
    Column("BEFORE") { $0.before.map(Figure.text) }, Column("NOW") { $0.now.map(Figure.text) },
    Column("RATIO") { $0.ratio.map { Figure.fixed($0, decimals: 3) } },
  ]
}
