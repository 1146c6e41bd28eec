import WireProtocol

/// The state of the suite as monitoring takes it: one line, and an exit status that says how bad it is (the guidelines
/// of the Monitoring Plugins).
struct StatusCheck {
  /// The exit status.
  enum Level: Int32 {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3
  }

  let level: Level
  /// With figures behind the bar.
  let line: String

  init(_ reports: [ServiceReport]) {
    let faults = reports.flatMap(\.faults).map(\.message)
    let unmet = reports.filter(\.isUnmet).map { "an instance of \($0.service.rawValue) runs and has not answered" }
    let running = reports.compactMap(\.status)
    let level: Level
    let words: String
    if !faults.isEmpty {
      (level, words) = (.critical, (faults + unmet).joined(separator: "; "))
    } else if running.isEmpty {
      (level, words) = (.unknown, "this user may reach no service; check as a member of oauth-admin or as root")
    } else if !unmet.isEmpty {
      (level, words) = (.warning, unmet.joined(separator: "; "))
    } else {
      let services = Set(reports.filter { $0.status != nil }.map(\.service)).count
      (level, words) = (.ok, "services healthy: \(services), their instances: \(running.count)")
    }
    self.level = level
    let figures = [
      ("instances", running.count), ("connections", running.reduce(0) { $0 &+ $1.connections }),
      ("requests_per_second", running.reduce(0) { $0 &+ $1.requestsPerSecond }),
    ]
    // A bar begins the figures, wherever it stands.
    let sentence = String(words.map { $0 == "|" ? "/" : $0 })
    line =
      "OAUTH-APPS \("\(level)".uppercased()): \(sentence) | "
      + figures.map { "\($0.0)=\($0.1)" }.joined(separator: " ")
  }
}
