/// How many transactions wrote how many changes, and how long that took.
struct CommitTally {
  private(set) var commits = 0
  private(set) var changes = 0
  private(set) var microseconds = 0

  mutating func add(changes count: Int, in duration: Duration) {
    commits += 1
    changes += count
    microseconds += Int(duration / .microseconds(1))
  }
}
