/// A line of the last hour's values, drawn as SVG.
struct Chart: Sendable {
  let title: String
  let values: [Double]

  private static let width = 240.0
  private static let height = 48.0

  var html: HTML {
    """
    <figure><figcaption>\(title): <strong>\(values.last.map(Self.short) ?? "not measured yet")</strong></figcaption>
    \(values.count < 2 ? nil : drawing)</figure>
    """
  }

  private var drawing: HTML {
    let highest = max(values.max() ?? 0, 0.001)
    let step = Self.width / Double(values.count - 1)
    let points = values.enumerated().map { index, value in
      "\(Self.short(Double(index) * step)),\(Self.short(Self.height - value / highest * (Self.height - 4) - 2))"
    }
    return """
      <svg viewBox="0 0 240 48" role="img" aria-label="\(title), highest \(Self.short(highest))">
      <polyline points="\(points.joined(separator: " "))"/></svg>
      """
  }

  /// With one decimal place.
  private static func short(_ value: Double) -> String {
    let tenths = Int((min(value, 1e12) * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
