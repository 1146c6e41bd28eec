/// Writes the text format of OpenMetrics 1.0.
struct OpenMetricsText {
  static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

  private var text = ""

  /// Begins a family of metrics.
  /// - Parameter type: Such as "counter".
  mutating func begin(_ family: String, _ type: String, _ help: String) {
    text += "# TYPE \(family) \(type)\n# HELP \(family) \(help)\n"
  }

  /// - Parameter labels: Their values are the gateway's own, with nothing in them that would have to be escaped.
  mutating func add(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: String) {
    let labels = labels.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  func finish() -> String { text + "# EOF\n" }
}
