import GRDB

/// One transaction that carries several changes out, each in a savepoint of its own.
struct GroupCommit {
  let file: DatabaseFile
  let database: OpenDatabase
  let connection: Database
  private let chainEnd = ChainEnd()

  /// Carries the changes out.
  /// - Returns: What acknowledges or refuses each of them.
  func carryOut(_ changes: ArraySlice<QueuedChange>) -> [@Sendable () -> Void] {
    var answers: [@Sendable () -> Void] = []
    do {
      // Takes the write lock at once: what a change reads is still so when it writes.
      try connection.run("BEGIN IMMEDIATE")
      chainEnd.last = nil
      for (index, change) in zip(changes.indices, changes) {
        let answer = try answer(to: change)
        guard connection.isInsideTransaction else {
          return [answer] + carryOutApart(changes[..<index] + changes[(index + 1)...])
        }
        answers.append(answer)
      }
      try connection.run("COMMIT")
      try database.place.expectFiles()
    } catch {
      try? connection.rollback()
      if connection.isInsideTransaction { file.spoil(database) }
      let refusal = refusal(of: error)
      return changes.map { change in { change.refuse(refusal) } }
    }
    file.noteUse()
    return answers
  }

  /// SQLite gives the whole transaction up when a change meets a full disk or one that fails. The other changes are not
  /// to blame.
  private func carryOutApart(_ others: ArraySlice<QueuedChange>) -> [@Sendable () -> Void] {
    others.indices.flatMap { carryOut(others[$0...$0]) }
  }

  /// Carries one change out. What a change that fails has altered is taken back.
  private func answer(to change: QueuedChange) throws -> @Sendable () -> Void {
    try connection.run("SAVEPOINT change")
    do {
      let acknowledge = try change.perform(Transaction(database: connection, chainEnd: chainEnd))
      try connection.run("RELEASE change")
      return acknowledge
    } catch {
      chainEnd.last = nil
      if connection.isInsideTransaction {
        try connection.run("ROLLBACK TO change")
        try connection.run("RELEASE change")
      }
      let refusal = refusal(of: error)
      return { change.refuse(refusal) }
    }
  }

  private func refusal(of error: any Error) -> any Error {
    file.refusal(of: error, by: database)
  }
}
