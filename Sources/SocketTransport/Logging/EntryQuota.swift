/// Bounds what callers can have written as often as they like, so that nobody crowds others out of the journal, whose
/// own limit is per unit. In each window of time a few entries of a user are written as they are; those beyond are
/// counted, told in sum when the window ends, and set against what the user may have written in the next.
struct EntryQuota {
  /// What is counted together.
  struct Subject: Hashable {
    let method: String
    let outcome: String
  }

  static let window = Duration.seconds(30)
  static let entriesOfUser = 5
  static let entriesInAll = 40
  /// Users told apart, and subjects of each.
  static let users = 64
  static let subjects = 32
  /// Users that a sum is told of by themselves.
  static let shownUsers = 4

  private var start: ContinuousClock.Instant
  private var tallies: [UInt32: EntryTally] = [:]
  /// Of users beyond those that are told apart.
  private var others = EntryTally()
  private var writtenInAll = 0
  private var countedInAll = 0

  init(start: ContinuousClock.Instant) {
    self.start = start
  }

  /// Whether an entry is to be written now; otherwise it has been counted.
  mutating func admits(_ subject: Subject, of userID: UInt32) -> Bool {
    guard tallies[userID] != nil || tallies.count < Self.users else {
      countedInAll += 1
      others.count(subject)
      return false
    }
    let isWithinAll = writtenInAll < Self.entriesInAll
    guard isWithinAll, tallies[userID, default: EntryTally()].written < Self.entriesOfUser else {
      if !isWithinAll { countedInAll += 1 }
      tallies[userID, default: EntryTally()].count(subject)
      return false
    }
    tallies[userID, default: EntryTally()].written += 1
    writtenInAll += 1
    return true
  }

  /// What was not written, by user, of a window that has ended; nothing while it goes on.
  mutating func sums(at now: ContinuousClock.Instant) -> [EntrySum] {
    now >= start + Self.window ? closeWindow(at: now) : []
  }

  /// Ends the window.
  mutating func closeWindow(at now: ContinuousClock.Instant) -> [EntrySum] {
    let counted = tallies.filter { $0.value.total > 0 }
    let ranked = counted.sorted { ($1.value.total, $0.key) < ($0.value.total, $1.key) }
    for (_, tally) in ranked.dropFirst(Self.shownUsers) { others.add(tally) }
    var sums = ranked.prefix(Self.shownUsers).map { EntrySum(userID: $0.key, $0.value) }
    if others.total > 0 { sums.append(EntrySum(userID: nil, others)) }
    start = now
    tallies = counted.mapValues { EntryTally(written: min($0.total, Self.entriesOfUser)) }
    others = EntryTally()
    writtenInAll = min(countedInAll, Self.entriesInAll)
    countedInAll = 0
    return sums
  }
}

/// How much of a user's was written in a window, and what was only counted.
struct EntryTally {
  fileprivate(set) var written = 0
  private(set) var counts: [EntryQuota.Subject: Int] = [:]
  private(set) var total = 0

  fileprivate init(written: Int = 0) {
    self.written = written
  }

  fileprivate mutating func count(_ subject: EntryQuota.Subject, times: Int = 1) {
    total += times
    if counts[subject] != nil || counts.count < EntryQuota.subjects { counts[subject, default: 0] += times }
  }

  fileprivate mutating func add(_ other: EntryTally) {
    let known = other.counts.values.reduce(0, +)
    for (subject, times) in other.counts { count(subject, times: times) }
    total += other.total - known
  }
}
