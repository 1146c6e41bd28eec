/// What is fixed before the actors of the model take turns.
struct Scenario {
  /// What happens to the page at some moment.
  enum Happening: CaseIterable {
    case nothing, removal, move, replacement
  }

  /// What becomes of the instances that were not killed in a change, before another one starts.
  enum Ending: CaseIterable {
    case running, stopped, killed
  }

  /// Instances that make the two changes: both, or each one.
  let instances: Int
  let happening: Happening

  /// How many orders of steps, with their endings, there are: 13,890 in all.
  var orders: Int {
    switch (instances, happening) {
    case (1, .nothing): 260
    case (1, _): 1_918
    case (_, .nothing): 352
    default: 2_508
    }
  }

  static let all = [1, 2].flatMap { instances in
    Happening.allCases.map { Scenario(instances: instances, happening: $0) }
  }

  /// Calls the body with every schedule of two writers, one reader and what happens to the page, and every ending.
  ///
  /// Writers may be killed after each step. Where one is, the reader uses its answer after the end only: all before
  /// that is also the beginning of a schedule in which nobody is killed.
  func forEachSchedule(_ body: ([Turn], Ending) throws -> Void) rethrows {
    let happenings: [Step] = happening == .nothing ? [] : [.happening]
    let writer: [Step] = [.begin, .commit, .finish]
    try everySchedule(of: [writer, writer, [.note, .ask, .use], happenings]) { try body($0, .running) }
    for first in 0...writer.count {
      for second in first...writer.count {
        let actors = [Array(writer.prefix(first)), Array(writer.prefix(second)), [.note, .ask], happenings]
        try everySchedule(of: actors) { schedule in
          for ending in endings(first, second) { try body(schedule, ending) }
        }
      }
    }
  }

  /// - Parameter steps: How many each writer has taken. In the midst of a change its instance is killed.
  private func endings(_ steps: Int...) -> [Ending] {
    let killed = steps.count { (1...2).contains($0) }
    return killed == 0 || instances > killed ? Ending.allCases : [.killed]
  }
}
