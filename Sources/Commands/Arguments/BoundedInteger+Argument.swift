import WireProtocol

extension BoundedInteger {
  /// A plain number.
  /// - Throws: ``UsageFault`` for one that is out of bounds and for anything else.
  init(argument: String) throws {
    try self.init(count: Int(argument))
  }

  /// A number of seconds, or a number with a unit as ``Seconds`` knows them.
  /// - Throws: ``UsageFault`` for one that is out of bounds and for anything else.
  init(duration: String) throws {
    guard let seconds = Seconds(duration) else {
      throw UsageFault("\(Self.range) are expected, such as 3600, 60m, 24h or 1d")
    }
    try self.init(count: seconds.count)
  }

  private init(count: Int?) throws {
    guard let count, let bounded = BoundedInteger(count) else { throw UsageFault("\(Self.range) are allowed") }
    self = bounded
  }

  private static var range: String { "\(Rule.bounds.lowerBound) to \(Rule.bounds.upperBound) \(Rule.unit)" }
}
