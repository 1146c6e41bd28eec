/// Counts wrong secrets, for each subject (a client, an address) and only a minute long, and tells how long the refusal
/// of one more is held back, so that who guesses learns slowly. Only refusals are held back: who knows a secret never
/// waits, whatever strangers try.
package struct WrongSecretCount<Subject: Hashable & Sendable>: Sendable {
  private struct Failures {
    var count = 0
    let since: Int
  }

  private let limit: Int
  private var subjects: [Subject: Failures] = [:]
  /// Of all subjects beyond those that are remembered one by one.
  private var rest: Failures
  /// When what is old was last removed.
  private var swept: Int

  /// - Parameters:
  ///   - limit: Subjects remembered one by one, at the most.
  ///   - second: The time now, from any beginning.
  package init(limit: Int, at second: Int) {
    self.limit = limit
    rest = Failures(since: second)
    swept = second
  }

  /// Counts one more. After the free mistakes the refusal is held back for 100 ms, and for twice as long after each
  /// further one.
  /// - Parameter second: The time now, from the same beginning as before.
  package mutating func pause(afterOneOf subject: Subject, at second: Int) -> Duration {
    let beyond = count(subject, second) - WrongSecretPause.free
    return beyond > 0 ? min(.milliseconds(100) * (1 << min(beyond - 1, 6)), WrongSecretPause.longest) : .zero
  }

  private mutating func count(_ subject: Subject, _ second: Int) -> Int {
    if subjects[subject] == nil, subjects.count >= limit {
      if second != swept { subjects = subjects.filter { !Self.isOld($0.value, second) } }
      swept = second
      guard subjects.count < limit else { return Self.count(&rest, second) }
    }
    return Self.count(&subjects[subject, default: Failures(since: second)], second)
  }

  private static func count(_ failures: inout Failures, _ second: Int) -> Int {
    if isOld(failures, second) { failures = Failures(since: second) }
    failures.count += 1
    return failures.count
  }

  private static func isOld(_ failures: Failures, _ second: Int) -> Bool {
    second >= failures.since + WrongSecretPause.memory
  }

  package func isOld(at second: Int) -> Bool {
    Self.isOld(rest, second) && subjects.values.allSatisfy { Self.isOld($0, second) }
  }
}

/// How who guesses is slowed down.
package enum WrongSecretPause {
  /// Mistakes that cost nothing.
  static let free = 5
  /// Seconds after which failures are forgotten.
  static let memory = 60
  package static let longest = Duration.seconds(5)
}
