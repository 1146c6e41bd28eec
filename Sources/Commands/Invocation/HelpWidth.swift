import Glibc

/// The columns that help is wrapped to.
enum HelpWidth {
  /// With fewer the parser leaves out what options mean, or traps.
  static let floor = 40

  /// Has a terminal that is narrower taken for one with as many.
  static func ensureFloor() {
    let columns = columns(environment: getenv("COLUMNS").map { String(cString: $0) }, terminal: Terminal.size?.columns)
    if let columns, columns < floor { setenv("COLUMNS", String(floor), 1) }
  }

  /// What the parser goes by; `nil` where it takes its own default.
  static func columns(environment: String?, terminal: Int?) -> Int? {
    environment.flatMap(Int.init) ?? terminal
  }
}
