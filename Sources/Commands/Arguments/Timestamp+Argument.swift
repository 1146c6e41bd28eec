import WireProtocol

extension Timestamp {
  /// A moment to come: how long from now, as ``Seconds`` knows it, or in RFC 3339.
  /// - Throws: ``UsageFault`` for anything else.
  init(moment: String) throws {
    if let moment = Timestamp(moment) {
      self = moment
    } else if let seconds = Seconds(moment)?.count, seconds <= Self.longest {
      self = .now + seconds
    } else {
      throw UsageFault(
        "a time from now such as 90d, up to 100 years, or a moment such as 2027-01-31T00:00:00Z is expected")
    }
  }

  /// A moment that has been: how long ago, as ``Seconds`` knows it, or in RFC 3339.
  /// - Throws: ``UsageFault`` for anything else.
  init(past: String) throws {
    if let moment = Timestamp(past) {
      self = moment
    } else if let seconds = Seconds(past)?.count, seconds <= Self.longest {
      self = .now + -seconds
    } else {
      throw UsageFault("a time ago such as 90d, up to 100 years, or a moment such as 2027-01-31T00:00:00Z is expected")
    }
  }

  private static let longest = 100 * 366 * 86_400
}
