import Glibc

/// How values are laid out along one side of a panel.
struct Axis {
  let title: String
  /// What is marked, and how it is called there.
  let ticks: [(value: Double, label: String)]
  private let isLogarithmic: Bool
  private let bounds: ClosedRange<Double>

  private init(_ title: String, _ ticks: [(Double, String)], isLogarithmic: Bool, _ bounds: ClosedRange<Double>) {
    self.title = title
    self.ticks = ticks
    self.isLogarithmic = isLogarithmic
    self.bounds = bounds
  }

  /// From 0 to a round number above the largest value, with about five steps.
  static func linear(_ title: String, upTo largest: Double) -> Axis {
    let rough = max(largest, 1) / 5
    let magnitude = pow(10, log10(rough).rounded(.down))
    let step = magnitude * ([1, 2, 5].first { $0 * magnitude >= rough } ?? 10)
    let count = Int((max(largest, 1) / step).rounded(.up))
    let ticks = (0...count).map { (Double($0) * step, Figure.text(Int(Double($0) * step))) }
    return Axis(title, ticks, isLogarithmic: false, 0...Double(count) * step)
  }

  /// Whole powers of ten around the values, all of them above 0.
  static func logarithmic(_ title: String, _ values: [Double]) -> Axis {
    let low = log10(values.min() ?? 1).rounded(.down)
    let high = max(log10(values.max() ?? 10).rounded(.up), low + 1)
    let ticks = (Int(low)...Int(high)).map {
      (pow(10, Double($0)), Figure.fixed(pow(10, Double($0)), decimals: max(0, -$0)))
    }
    return Axis(title, ticks, isLogarithmic: true, pow(10, low)...pow(10, high))
  }

  /// The values themselves are marked, by the ratios between them.
  static func marked(_ title: String, _ values: [Double], label: (Double) -> String = { Figure.text(Int($0)) }) -> Axis
  {
    let marks = Set(values).sorted()
    let low = marks.first ?? 1
    let high = marks.last ?? 1
    return Axis(title, marks.map { ($0, label($0)) }, isLogarithmic: true, low...max(high, low * 1.01))
  }

  /// 0 to 1 along the side.
  func position(of value: Double) -> Double {
    guard isLogarithmic else { return (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound) }
    return log(max(value, bounds.lowerBound) / bounds.lowerBound) / log(bounds.upperBound / bounds.lowerBound)
  }
}
