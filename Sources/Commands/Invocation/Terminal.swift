import Glibc

/// The terminal of the person who runs the command, whatever standard input is.
enum Terminal {
  /// Asks for something that is not shown as it is typed.
  /// - Returns: `nil` where there is no terminal.
  static func ask(_ prompt: String) -> String? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    close(terminal)
    return getpass(prompt).map { String(cString: $0) }
  }
}
