import Testing

@testable import SocketTransport

@Suite struct EntryQuotaTests {
  private let start = ContinuousClock.now
  private let denied = EntryQuota.Subject(method: "accounts.create", outcome: "access_denied")
  private let unknown = EntryQuota.Subject(method: "apps.get", outcome: "not_found")

  private func expect(_ isAdmitted: Bool, _ expected: Bool, _ location: SourceLocation = #_sourceLocation) {
    #expect(isAdmitted == expected, sourceLocation: location)
  }

  private func window(_ number: Int) -> ContinuousClock.Instant { start + EntryQuota.window * number }

  @Test("A user's first entries are written, the rest counted and told once, when the window ends")
  func user() {
    var quota = EntryQuota(start: start)
    let written = (1...300).filter { _ in quota.admits(denied, of: 1) }
    #expect(written == Array(1...EntryQuota.entriesOfUser))
    expect(quota.admits(unknown, of: 1), false)
    expect(quota.sums(at: window(1) - .seconds(1)).isEmpty, true)
    let sums = quota.sums(at: window(1))
    #expect(
      sums.map(\.sentence) == [
        "296 more by uid 1, not written one by one: 295 accounts.create: access_denied, 1 apps.get: not_found"
      ])
    expect(quota.sums(at: window(2)).isEmpty, true)
  }

  @Test("Who was counted in one window has so much less in the next; who was not begins anew")
  func memory() {
    var quota = EntryQuota(start: start)
    for _ in 1...100 { _ = quota.admits(denied, of: 1) }
    for _ in 1...EntryQuota.entriesOfUser { _ = quota.admits(denied, of: 2) }
    _ = quota.sums(at: window(1))
    expect(quota.admits(denied, of: 1), false)
    expect(quota.admits(denied, of: 2), true)
    _ = quota.sums(at: window(2))
    let written = (1...10).filter { _ in quota.admits(denied, of: 1) }
    #expect(written.count == EntryQuota.entriesOfUser - 1)
  }

  @Test("A flood of one user leaves the others theirs")
  func others() {
    var quota = EntryQuota(start: start)
    for _ in 1...1000 { _ = quota.admits(denied, of: 1) }
    expect(quota.admits(denied, of: 2), true)
  }

  @Test("Thousands of users, as one with a range of subordinate uids has, write no more than a few dozen entries")
  func manyUsers() {
    var quota = EntryQuota(start: start)
    var written = 0
    var told = 0
    for number in 1...10 {
      for user in 0..<10_000 as Range<UInt32> where quota.admits(denied, of: user + UInt32(number) * 10_000) {
        written += 1
      }
      let sums = quota.sums(at: window(number))
      #expect(sums.reduce(0) { $0 + $1.total } + (number == 1 ? written : 0) == 10_000)
      told += sums.count
    }
    #expect(written == EntryQuota.entriesInAll)
    #expect(told <= 10 * (EntryQuota.shownUsers + 1))
  }

  @Test("What a user is counted for is told by the most frequent, whatever it tries")
  func manySubjects() throws {
    var quota = EntryQuota(start: start)
    for number in 1...1000 { _ = quota.admits(.init(method: "m\(number)", outcome: "x"), of: 1) }
    for _ in 1...10 { _ = quota.admits(.init(method: "m6", outcome: "x"), of: 1) }
    let sums = quota.sums(at: window(1))
    let sum = try #require(sums.first)
    #expect(sum.total == 1005)
    #expect(sum.text == "11 m6: x, 1 m10: x, 1 m11: x, 1 m12: x, 991 others")
  }
}
