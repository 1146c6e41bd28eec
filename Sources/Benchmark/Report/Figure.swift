/// Numbers as people read them.
enum Figure {
  /// With as many decimals as matter: three digits, and a comma between thousands.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    let magnitude = abs(value)
    return fixed(value, decimals: magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2)
  }

  static func text(_ value: Int) -> String { fixed(Double(value), decimals: 0) }

  static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let rounded = Int((abs(value) * scale).rounded())
    let whole = rounded / Int(scale)
    let fraction = rounded % Int(scale)
    let sign = value < 0 && rounded != 0 ? "-" : ""
    guard decimals > 0 else { return sign + grouped(whole) }
    let digits = String(fraction)
    return "\(sign)\(grouped(whole)).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
  }

  private static func grouped(_ whole: Int) -> String {
    whole < 1000 ? String(whole) : grouped(whole / 1000) + "," + String(String(1000 + whole % 1000).dropFirst())
  }
}
