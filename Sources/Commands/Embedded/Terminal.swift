import Glibc

/// The terminal that a command was started at, if any.
struct Terminal {
  private let wasThere = Terminal.opens

  /// Whether all is as at the start. A terminal that has gone has sent SIGHUP to say so.
  var isThere: Bool { !wasThere || Self.opens }

  private static var opens: Bool {
    let descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }
}
