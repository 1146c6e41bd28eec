import Commands
import WireProtocol

extension Report {
  /// For people: what was measured, where, the table, the budgets.
  package func text() -> String {
    var table = Table(Measurement.columns)
    var verdicts = Table(Budget.columns)
    return """
      oauth-apps \(version), \(plan) run, \(site), \(date), \(processors) x \(processor)

      \(table.rendered(measurements))
      Latencies (P...) and CPU are in microseconds, CPU of each service per request; PSS is in MB. \
      CPU and PSS: \(Self.services).
      RATIO is the rate over that of the reference. DEPTH is how many requests are under way on each connection, \
      INST how many
      processes of the token issuer there are.

      \(verdicts.rendered(budgets))
      """
  }

  private static let services = ServiceName.allCases.map(\.rawValue).joined(separator: " / ")
}

extension Measurement {
  fileprivate static let columns: [Column<Measurement>] = [
    Column("OPERATION") { $0.operation }, Column("CONN") { $0.connections.map(String.init) },
    Column("DEPTH") { $0.depth.map(String.init) }, Column("INST") { $0.instances.map(String.init) },
    Column("APPS") { $0.apps.map(Figure.text) }, Column("RATE/S") { $0.rate.map(Figure.text) },
    Column("P50") { $0.latency.map { Figure.text($0.p50) } }, Column("P99") { $0.latency.map { Figure.text($0.p99) } },
    Column("P99.9") { $0.latency.map { Figure.text($0.p999) } },
    Column("CPU") { measurement in each { measurement.processorTime[$0].map(Figure.text) } },
    Column("PSS") { measurement in each { measurement.memory[$0].map { Figure.fixed(Double($0) / 1024, decimals: 1) } }
    },
    Column("RATIO") { $0.ratio.map { Figure.fixed($0, decimals: 3) } }, Column("REFERENCE") { $0.reference },
  ]

  /// A cell with a figure of each service; `nil` where there is none.
  private static func each(_ figure: (String) -> String?) -> String? {
    let figures = ServiceName.allCases.map { figure($0.rawValue) }
    return figures.allSatisfy { $0 == nil } ? nil : figures.map { $0 ?? "-" }.joined(separator: " / ")
  }
}

extension Budget {
  fileprivate static let columns: [Column<Budget>] = [
    Column("BUDGET") { $0.subject },
    Column("MEASURED") { budget in budget.measured.map { "\(Figure.text($0)) \(budget.unit)" } },
    Column("BOUND") { budget in
      budget.bound.map { "\(budget.sense?.rawValue ?? "") \(Figure.text($0)) \(budget.unit)" }
    }, Column("") { $0.verdict.rawValue },
  ]
}
