/// What each actor of the model does, in its order, and every order in which they may take turns.
enum Step: Equatable {
  /// A change is announced, committed to the database, and told of as done: then it is acknowledged.
  case begin, commit, finish
  /// A reader notes the version, asks and keeps the answer, uses the answer if it may.
  case note, ask, use
  /// Something happens to the page.
  case happening

  /// Whether the order of two steps of different actors can matter. Commit and ask touch the database alone; what two
  /// writers do to counters adds up.
  func meets(_ other: Step) -> Bool {
    switch (self, other) {
    case (.commit, .ask), (.ask, .commit): true
    case (.commit, _), (.ask, _), (_, .commit), (_, .ask): false
    case (.begin, .begin), (.begin, .finish), (.finish, .begin), (.finish, .finish): false
    default: true
    }
  }
}

/// A step of the actor with this number.
struct Turn {
  let actor: Int
  let step: Step
}

/// Calls the body with every order of the actors' steps. Of orders that differ only in neighbours that do not meet, it
/// keeps those with the lower actor first; of the first two actors, which are alike, the first begins first.
func everySchedule(of actors: [[Step]], _ body: ([Turn]) throws -> Void) rethrows {
  func extend(_ schedule: [Turn], _ positions: [Int]) throws {
    var isWhole = true
    for (actor, steps) in actors.enumerated() where positions[actor] < steps.count {
      isWhole = false
      let turn = Turn(actor: actor, step: steps[positions[actor]])
      if let last = schedule.last, last.actor > actor, !last.step.meets(turn.step) { continue }
      if actor == 1, positions[1] == 0, positions[0] == 0, actors[0] == actors[1] { continue }
      var next = positions
      next[actor] += 1
      try extend(schedule + [turn], next)
    }
    if isWhole { try body(schedule) }
  }
  try extend([], actors.map { _ in 0 })
}
