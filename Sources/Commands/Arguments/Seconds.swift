/// A length of time as people write it: whole seconds, or a whole number of `s`, `m`, `h`, `d` or `w`.
struct Seconds: Equatable {
  let count: Int

  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

  /// `nil` for anything else, a sign or a fraction included, and for more than fits in an `Int`.
  init?(_ text: String) {
    let unit = text.last.flatMap { Self.units[$0] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else { return nil }
    let (count, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow else { return nil }
    self.count = count
  }
}
