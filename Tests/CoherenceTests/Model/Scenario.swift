/// What is fixed before the actors of the model take turns.
struct Scenario {
  /// What happens to the page at some moment.
  enum Happening: CaseIterable {
    case nothing, removal, move, replacement
  }

  /// Instances that make the two changes: both, or each one.
  let instances: Int
  let happening: Happening

  static let all = [1, 2].flatMap { instances in
    Happening.allCases.map { Scenario(instances: instances, happening: $0) }
  }

  /// The schedules with the number of steps after which the writers' instances are killed, 3 where they live on.
  ///
  /// With a writer killed the reader uses its answer after the end only: what came before is also the beginning of a
  /// schedule in which nobody is killed.
  func forEachSchedule(_ body: ([Turn]) throws -> Void) rethrows {
    let writer: [Step] = [.begin, .commit, .finish]
    for first in 0...writer.count {
      for second in first...writer.count {
        let reader: [Step] = first == writer.count ? [.note, .ask, .use] : [.note, .ask]
        try CoherenceTests.forEachSchedule(
          of: [
            Array(writer.prefix(first)), Array(writer.prefix(second)), reader,
            happening == .nothing ? [] : [.happening],
          ], body)
      }
    }
  }
}
