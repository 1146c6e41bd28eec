import FoundationEssentials

/// What a run has found out.
package struct Report: Encodable, Sendable {
  package let version: String
  package let date: String
  /// "quick" or "full".
  package let plan: String
  /// "embedded" or "systemd".
  package let site: String
  package let processor: String
  package let processors: Int
  /// Of the references first.
  package let measurements: [Measurement]
  package let budgets: [Budget]

  package init(
    version: String, date: String, plan: String, site: String, processor: String, processors: Int,
    measurements: [Measurement],
    budgets: [Budget]
  ) {
    self.version = version
    self.date = date
    self.plan = plan
    self.site = site
    self.processor = processor
    self.processors = processors
    self.measurements = measurements
    self.budgets = budgets
  }

  /// One JSON object on one line; members in snake_case.
  package func json() throws -> String { try encodedForPrograms() }
}

extension Encodable {
  func encodedForPrograms() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
