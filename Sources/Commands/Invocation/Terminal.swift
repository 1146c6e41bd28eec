import Glibc
import SocketTransport
import SystemCalls

/// The terminal of the person who runs the command, whatever standard input is.
struct Terminal {
  private let wasThere = Terminal.isThere

  /// Whether it is no longer there, as it was when this was made. It has sent SIGHUP to say so.
  var hasGone: Bool { wasThere && !Self.isThere }

  /// Asks for something that is not shown as it is typed.
  ///
  /// getpass(3) makes Ctrl-C a character like any other. Here it is a signal, and whoever waits for signals cancels the
  /// task; in any case the terminal is left as it was found.
  /// - Returns: `nil` where there is no terminal.
  /// - Throws: `CancellationError`; `SystemError`.
  static func ask(_ prompt: String) async throws -> String? {
    guard let descriptor = open() else { return nil }
    defer { close(descriptor) }
    var found = termios()
    guard tcgetattr(descriptor, &found) == 0 else { return nil }
    var silent = found
    silent.c_lflag &= ~tcflag_t(ECHO)
    // Nobody is left to put the terminal right after these two.
    withUnsafeMutableBytes(of: &silent.c_cc) { ($0[Int(VQUIT)], $0[Int(VSUSP)]) = (0, 0) }
    guard tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw SystemError("hide what is typed") }
    defer {
      tcsetattr(descriptor, TCSAFLUSH, &found)
      _ = write(descriptor, "\n", 1)
    }
    _ = prompt.withCString { write(descriptor, $0, strlen($0)) }
    // The terminal has something to read when a line is whole.
    await awaitReadable([descriptor])
    try Task.checkCancellation()
    var line = [UInt8](repeating: 0, count: longestLine)
    let count = read(descriptor, &line, line.count)
    guard count >= 0 else { throw SystemError("read from the terminal") }
    return String(decoding: line.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Bytes of a line that a terminal takes (termios(3)).
  private static let longestLine = 4096

  /// That of the terminal that standard output is; `nil` where it is none.
  static var size: ScreenSize? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return ScreenSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
  }

  private static var isThere: Bool {
    open().map { close($0) } != nil
  }

  private static func open() -> CInt? {
    let descriptor = Glibc.open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }
}

/// How much a terminal shows.
package struct ScreenSize: Sendable {
  let columns: Int
  let lines: Int
}
