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

  private static var isThere: Bool {
    let descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }
}
