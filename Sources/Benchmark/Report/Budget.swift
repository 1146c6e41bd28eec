/// What was promised (DESIGN section 8), and whether it is kept. It is told, and nothing more: the machine may be
/// another's.
package struct Budget: Encodable, Sendable {
  package enum Sense: String, Encodable, Sendable {
    case atLeast = "at least"
    case atMost = "at most"
  }

  package enum Verdict: String, Encodable, Sendable {
    case met
    case notMet = "not met"
    case notMeasured = "not measured"
    case noBound = "no bound"
  }

  package let subject: String
  /// `nil` where this run did not measure it.
  package let measured: Double?
  /// `nil` where the design sets no bound: a figure to be known.
  package let sense: Sense?
  package let bound: Double?
  package let unit: String
  package let verdict: Verdict

  package init(_ subject: String, _ measured: Double?, _ sense: Sense, _ bound: Double, _ unit: String) {
    self.subject = subject
    self.measured = measured
    self.sense = sense
    self.bound = bound
    self.unit = unit
    verdict =
      switch (measured, sense) {
      case (nil, _): .notMeasured
      case (let value?, .atLeast): value >= bound ? .met : .notMet
      case (let value?, .atMost): value <= bound ? .met : .notMet
      }
  }

  /// A figure without a bound.
  package init(_ subject: String, _ measured: Double?, _ unit: String) {
    self.subject = subject
    self.measured = measured
    self.unit = unit
    (sense, bound) = (nil, nil)
    verdict = measured == nil ? .notMeasured : .noBound
  }
}
