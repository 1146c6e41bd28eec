import CSystemd
import Glibc

/// What a service tells systemd about itself (sd_notify(3)). Without systemd nobody listens, and nothing happens.
enum ServiceNotification {
  case ready(status: String)
  case reloading
  case stopping(status: String)
  case watchdog(status: String)

  func send() {
    _ = sd_notify(0, text)
  }

  private var text: String {
    switch self {
    case .ready(let status): "READY=1\nSTATUS=\(status)"
    // systemd must know that this is no READY=1 from before its request.
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)"
    case .stopping(let status): "STOPPING=1\nSTATUS=\(status)"
    case .watchdog(let status): "WATCHDOG=1\nSTATUS=\(status)"
    }
  }

  private static var monotonicMicroseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  /// Microseconds within which systemd wants to hear a ``watchdog(status:)``; `nil` if it does not.
  static var watchdogInterval: UInt64? {
    var microseconds: UInt64 = 0
    return sd_watchdog_enabled(0, &microseconds) > 0 ? microseconds : nil
  }
}
