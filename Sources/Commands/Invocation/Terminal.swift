import Glibc

/// The terminal of the person who runs the command, whatever standard input is.
struct Terminal {
  private let wasThere = Terminal.isThere

  /// Whether it is no longer there, as it was when this was made. It has sent SIGHUP to say so.
  var hasGone: Bool { wasThere && !Self.isThere }

  /// Asks for something that is not shown as it is typed.
  /// - Returns: `nil` where there is no terminal.
  static func ask(_ prompt: String) -> String? {
    isThere ? getpass(prompt).map { String(cString: $0) } : nil
  }

  /// That of the terminal that standard output is; `nil` where it is none.
  static var size: ScreenSize? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return ScreenSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
  }

  private static var isThere: Bool {
    let descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }
}

/// How much a terminal shows.
package struct ScreenSize: Sendable {
  let columns: Int
  let lines: Int
}
