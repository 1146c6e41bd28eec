/// When a service that runs is asked: as long as it is used, so that one that nobody else needs can exit.
///
/// systemd hears from an instance every few seconds how many requests it has answered. Who does not ask goes by that.
struct Restraint: Sendable {
  /// How long a service may be unused before it is left alone.
  static let patience = Duration.seconds(5)
  /// Within this time systemd has heard of the last question.
  static let reportTime = Duration.seconds(11)

  private var lastUse: Duration?
  private var lastQuestion = Duration.zero
  private var reports: [String: String] = [:]

  /// - Parameter reports: What each instance that runs has told systemd.
  mutating func mayAsk(_ reports: [String: String], at time: Duration) -> Bool {
    guard !reports.isEmpty else {
      lastUse = nil
      return false
    }
    let isSettled = time - lastQuestion >= Self.reportTime
    if lastUse == nil || isSettled && reports != self.reports { lastUse = time }
    self.reports = reports
    return lastUse.map { time - $0 <= Self.patience } ?? false
  }

  mutating func noteQuestion(isUsed: Bool, at time: Duration) {
    lastQuestion = time
    if isUsed { lastUse = time }
  }
}
