import Glibc

/// How long a supervisor waits before it starts a daemon again: hardly at all after one that somebody ended, longer and
/// longer after one that ends of its own accord.
struct RestartPace {
  private var faults = 0

  /// Whether the next start can be expected to do better, so that callers may wait for it.
  var isTrusted: Bool { faults == 0 }

  var pause: Duration {
    isTrusted ? .milliseconds(500) : min(.seconds(60), .seconds(1) * (1 << min(faults - 1, 6)))
  }

  mutating func note(_ status: ChildProcess.Status) {
    switch status {
    case .exited(0), .killed(SIGKILL), .killed(SIGTERM), .killed(SIGINT): faults = 0
    case .exited, .killed: noteFault()
    }
  }

  mutating func noteFault() {
    faults += 1
  }
}
