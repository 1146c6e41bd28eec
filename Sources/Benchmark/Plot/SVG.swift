/// A drawing in Scalable Vector Graphics 1.1, element after element. Lengths are pixels, from the upper left corner.
struct SVG {
  private let width: Double
  private let height: Double
  private var elements: [String] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  enum Anchor: String {
    case start, middle, end
  }

  struct Point {
    var x: Double
    var y: Double
  }

  mutating func text(
    _ text: String, at point: Point, _ anchor: Anchor = .start, size: Int = 12, isBold: Bool = false,
    isUpright: Bool = false
  ) {
    let x = Self.length(point.x)
    let y = Self.length(point.y)
    let turn = isUpright ? #" transform="rotate(-90 \#(x) \#(y))""# : ""
    let weight = isBold ? #" font-weight="bold""# : ""
    let place = #"x="\#(x)" y="\#(y)" text-anchor="\#(anchor.rawValue)""#
    elements.append(#"<text \#(place) font-size="\#(size)"\#(weight)\#(turn)>\#(Self.escaped(text))</text>"#)
  }

  /// - Parameter dashes: Lengths of dashes and gaps in turn; empty: a solid line.
  mutating func line(_ points: [Point], colour: String, width: Double = 1, dashes: [Int] = []) {
    let path = points.map { "\(Self.length($0.x)),\(Self.length($0.y))" }.joined(separator: " ")
    let dash = dashes.isEmpty ? "" : #" stroke-dasharray="\#(dashes.map(String.init).joined(separator: " "))""#
    elements.append(
      #"<polyline points="\#(path)" fill="none" stroke="\#(colour)" stroke-width="\#(Self.length(width))"\#(dash)/>"#)
  }

  /// A filled shape around a point.
  mutating func shape(_ corners: [Point], colour: String) {
    let path = corners.map { "\(Self.length($0.x)),\(Self.length($0.y))" }.joined(separator: " ")
    elements.append(#"<polygon points="\#(path)" fill="\#(colour)"/>"#)
  }

  /// The file.
  var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.length(width))" height="\(Self.length(height))" \
    viewBox="0 0 \(Self.length(width)) \(Self.length(height))" font-family="sans-serif">
    <rect width="100%" height="100%" fill="white"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  /// A tenth of a pixel is enough.
  private static func length(_ value: Double) -> String { String((value * 10).rounded() / 10) }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
  }
}
