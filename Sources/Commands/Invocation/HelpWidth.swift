import Glibc

/// The columns that help is wrapped to.
enum HelpWidth {
  /// With fewer the parser leaves out what options mean, or traps.
  static let floor = 40

  /// Has a terminal that is narrower taken for one with as many.
  static func ensureFloor() {
    let columns = columns(environment: getenv("COLUMNS").map { String(cString: $0) }, terminal: terminalColumns)
    if let columns, columns < floor { setenv("COLUMNS", String(floor), 1) }
  }

  /// What the parser goes by; `nil` where it takes its own default.
  static func columns(environment: String?, terminal: Int?) -> Int? {
    environment.flatMap(Int.init) ?? terminal
  }

  private static var terminalColumns: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
