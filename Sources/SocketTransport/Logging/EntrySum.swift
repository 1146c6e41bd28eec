/// What was not written of one user, or of all those who are not told of by themselves.
struct EntrySum: Equatable {
  /// `nil`: of all others.
  let userID: UInt32?
  let total: Int
  /// "300 accounts.create: access_denied, 12 tokens.issue: invalid_client": the most frequent, then what is left.
  let text: String

  private static let shownSubjects = 4

  init(userID: UInt32?, _ tally: EntryTally) {
    self.userID = userID
    total = tally.total
    let ranked = tally.counts.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }.prefix(Self.shownSubjects)
    let left = tally.total - ranked.reduce(0) { $0 + $1.value }
    let parts = ranked.map { "\($0.value) \($0.key.text)" } + (left > 0 ? ["\(left) others"] : [])
    text = parts.joined(separator: ", ")
  }

  var sentence: String {
    "\(total) more by \(userID.map { "uid \($0)" } ?? "other users"), not written one by one: \(text)"
  }
}

extension EntryQuota.Subject {
  fileprivate var text: String { "\(method): \(outcome)" }
}
