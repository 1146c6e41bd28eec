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
      LOAD is the number of connections and of requests under way on each, INST that of the token issuer's processes.
      Latencies (P...) and CPU are in microseconds, CPU of all services per request. PSS is in MB, of each service:
      \(Self.services). RATIO is the rate over that of the reference.

      \(verdicts.rendered(budgets))
      """
  }

  private static let services = ServiceName.measured.map(\.rawValue).joined(separator: ", ")
}

extension Measurement {
  fileprivate static let columns: [Column<Measurement>] = [
    Column("OPERATION") { $0.operation }, Column("LOAD") { $0.shape?.description },
    Column("INST") { $0.instances.map(String.init) },
    Column("APPS") { $0.apps.map(Figure.text) }, Column("RATE/S") { $0.rate.map(Figure.text) },
    Column("P50") { $0.latency.map { Figure.text($0.p50) } }, Column("P99") { $0.latency.map { Figure.text($0.p99) } },
    Column("P99.9") { $0.latency.map { Figure.text($0.p999) } },
    Column("CPU") { $0.processorTime.isEmpty ? nil : Figure.text($0.totalProcessorTime) },
    Column("PSS") { $0.sizes },
    Column("RATIO") { $0.ratio.map { Figure.fixed($0, decimals: 3) } }, Column("TO") { $0.reference },
  ]

  /// The memory of each service; `nil` where none was measured.
  private var sizes: String? {
    guard !memory.isEmpty else { return nil }
    return ServiceName.measured.map { service in
      memory[service.rawValue].map { Figure.fixed(Memory.megabytes($0.proportional), decimals: 0) } ?? "-"
    }.joined(separator: " ")
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
