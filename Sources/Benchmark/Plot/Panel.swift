/// One diagram: lines through points, told apart by their markers and dashes as well as by their colours.
struct Panel {
  struct Series {
    let name: String
    let points: [SVG.Point]
  }

  let title: String
  let x: Axis
  let y: Axis
  let series: [Series]

  static let width = 560.0
  static let height = 420.0
  /// More could not be told apart.
  static let mostSeries = colours.count
  private static let left = 80.0
  private static let right = 515.0
  private static let top = 120.0
  private static let bottom = 370.0
  private static let keyRow = 16.0
  /// Colours that the colour-blind can tell apart (Okabe and Ito).
  private static let colours = ["#0072B2", "#D55E00", "#009E73", "#000000", "#CC79A7"]
  private static let dashes: [[Int]] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [1, 5]]

  /// - Parameter origin: Of its upper left corner.
  func draw(on drawing: inout SVG, at origin: SVG.Point) {
    func place(_ x: Double, _ y: Double) -> SVG.Point { SVG.Point(x: origin.x + x, y: origin.y + y) }
    func place(_ point: SVG.Point) -> SVG.Point {
      place(
        Self.left + x.position(of: point.x) * (Self.right - Self.left),
        Self.bottom - y.position(of: point.y) * (Self.bottom - Self.top))
    }
    drawing.text(title, at: place(Self.left, 24), size: 15, isBold: true)
    for tick in y.ticks {
      let level = Self.bottom - y.position(of: tick.value) * (Self.bottom - Self.top)
      drawing.line([place(Self.left, level), place(Self.right, level)], colour: "#D0D0D0")
      drawing.text(tick.label, at: place(Self.left - 6, level + 4), .end, size: 11)
    }
    for tick in x.ticks {
      let column = Self.left + x.position(of: tick.value) * (Self.right - Self.left)
      drawing.line([place(column, Self.bottom), place(column, Self.bottom + 5)], colour: "#404040")
      drawing.text(tick.label, at: place(column, Self.bottom + 18), .middle, size: 11)
    }
    drawing.line(
      [place(Self.left, Self.top), place(Self.left, Self.bottom), place(Self.right, Self.bottom)], colour: "#404040")
    drawing.text(x.title, at: place((Self.left + Self.right) / 2, Self.bottom + 38), .middle)
    drawing.text(y.title, at: place(16, (Self.top + Self.bottom) / 2), .middle, isUpright: true)
    for (number, series) in series.enumerated() {
      let row = 42 + Double(number) * Self.keyRow
      drawSeries(number, series.points.map(place), on: &drawing)
      drawSeries(number, [place(Self.left, row), place(Self.left + 40, row)], on: &drawing)
      drawing.text(series.name, at: place(Self.left + 50, row + 4))
    }
  }

  private func drawSeries(_ number: Int, _ points: [SVG.Point], on drawing: inout SVG) {
    let colour = Self.colours[number % Self.colours.count]
    drawing.line(points, colour: colour, width: 2, dashes: Self.dashes[number % Self.dashes.count])
    for point in points { drawing.shape(Self.marker(number, around: point), colour: colour) }
  }

  /// A square, a triangle, a diamond, a triangle on its head or an hourglass.
  private static func marker(_ number: Int, around point: SVG.Point) -> [SVG.Point] {
    let corners: [(Double, Double)] =
      switch number % Self.colours.count {
      case 0: [(-4, -4), (4, -4), (4, 4), (-4, 4)]
      case 1: [(0, -5), (5, 4), (-5, 4)]
      case 2: [(0, -6), (6, 0), (0, 6), (-6, 0)]
      case 3: [(0, 5), (5, -4), (-5, -4)]
      default: [(-5, -5), (5, -5), (-5, 5), (5, 5)]
      }
    return corners.map { SVG.Point(x: point.x + $0.0, y: point.y + $0.1) }
  }
}
