extension Timestamp: LosslessStringConvertible {
  private static let secondsOfDay = 86_400
  private static let pattern = Array("0000-00-00T00:00:00Z".utf8)
  /// What four digits of a year can tell, 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  private static let tellable = -62_135_596_800...253_402_300_799

  /// A moment before the year 1 or after the year 9999 is told as the nearest within.
  package var description: String {
    let seconds = min(max(secondsSince1970, Self.tellable.lowerBound), Self.tellable.upperBound)
    let time = (seconds % Self.secondsOfDay + Self.secondsOfDay) % Self.secondsOfDay
    let date = CalendarDate(daysSince1970: (seconds - time) / Self.secondsOfDay)
    var text = Self.pattern
    let fields = [
      (date.year, 3), (date.month, 6), (date.day, 9), (time / 3600, 12), (time / 60 % 60, 15), (time % 60, 18),
    ]
    for (value, lastDigit) in fields {
      var rest = value
      var place = lastDigit
      while rest > 0 {
        text[place] += UInt8(rest % 10)
        rest /= 10
        place -= 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Parameter description: Exactly as ``description`` writes it.
  package init?(_ description: String) {
    let text = Array(description.utf8)
    guard text.count == Self.pattern.count else { return nil }
    // Each field is followed by a byte of the pattern that is no digit.
    var fields: [Int] = []
    var value = 0
    for (byte, expected) in zip(text, Self.pattern) {
      let digit = byte &- UInt8(ascii: "0")
      if expected == UInt8(ascii: "0") {
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      } else {
        guard byte == expected else { return nil }
        fields.append(value)
        value = 0
      }
    }
    guard let date = CalendarDate(year: fields[0], month: fields[1], day: fields[2]),
      fields[3] < 24, fields[4] < 60, fields[5] < 60
    else { return nil }
    self.init(secondsSince1970: date.daysSince1970 * Self.secondsOfDay + fields[3] * 3600 + fields[4] * 60 + fields[5])
  }
}
