/// Writes the text format of OpenMetrics 1.0, which collectors of Prometheus' own format read as well.
package struct OpenMetricsText {
  package static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

  private var text = ""

  package init() {}

  /// Begins a family of metrics.
  /// - Parameter type: Such as "counter".
  package mutating func begin(_ family: String, _ type: String, _ help: String) {
    text += "# TYPE \(family) \(type)\n# HELP \(family) \(help)\n"
  }

  package mutating func add(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: String) {
    add(name, Array(labels), value)
  }

  /// A histogram of times.
  /// - Parameters:
  ///   - bounds: Upper ends in microseconds.
  ///   - counts: How many are in the bucket of each bound, and how many in none.
  ///   - microseconds: All times added up.
  package mutating func addHistogram(
    _ name: String, _ labels: KeyValuePairs<String, String>, bounds: [Int], counts: [Int], microseconds: Int
  ) {
    var sum = 0
    for (index, count) in counts.enumerated() {
      // Counts of another process can be any numbers.
      sum &+= count
      let end = bounds.dropFirst(index).first.map { "\(Double($0) / 1e6)" } ?? "+Inf"
      add("\(name)_bucket", Array(labels) + [("le", end)], "\(sum)")
    }
    add("\(name)_count", labels, "\(sum)")
    add("\(name)_sum", labels, "\(Double(microseconds) / 1e6)")
  }

  private mutating func add(_ name: String, _ labels: [(key: String, value: String)], _ value: String) {
    let labels = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  package func finish() -> String { text + "# EOF\n" }

  /// By scalars: a line break is also in a character that is more than it, such as CRLF.
  private static func escaped(_ value: String) -> String {
    value.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\\", "\"": escaped += "\\\(scalar)"
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
