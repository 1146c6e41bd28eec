import Synchronization
import WireProtocol

/// Places of which each user has its own, such as those for requests that wait for another service or the disk.
final class Workload: Sendable {
  /// What takes a place: "requests that wait".
  private let subject: String
  private let share: Share
  private let reserve: Share
  private let counts = Mutex(UserCounts())

  /// - Parameter reserve: Further places, for what is urgent.
  init(of subject: String, _ share: Share, reserve: Share = .none) {
    self.subject = subject
    self.share = share
    self.reserve = reserve
  }

  /// Takes a place. A user that has none always gets one.
  /// - Throws: `too_many_requests`, with what the caller has and may have: what can't be begun soon is better sent
  ///   again later than kept waiting.
  func begin(for user: PeerUser, isUrgent: Bool = false) throws(ServiceError) {
    let each = share[user.kind].each + (isUrgent ? reserve[user.kind].each : 0)
    let together = share[user.kind].together + (isUrgent ? reserve[user.kind].together : 0)
    let full: (own: Int, all: Int)? = counts.withLock { counts in
      let own = counts[user]
      let all = counts[user.kind]
      guard own == 0 || own < each && all < together else { return (own, all) }
      counts.add(1, for: user)
      return nil
    }
    guard let full else { return }
    throw ServiceError(
      .tooManyRequests,
      "too many \(subject): uid \(user.userID) has \(full.own) of at most \(each), users like it together \(full.all) "
        + "of at most \(together); try again later")
  }

  /// - Throws: `too_many_requests` where the user has as many places as it may.
  func check(_ user: PeerUser) throws(ServiceError) {
    let each = share[user.kind].each
    let own = counts.withLock { $0[user] }
    guard own >= each else { return }
    throw ServiceError(
      .tooManyRequests, "too many \(subject): uid \(user.userID) has \(own) of at most \(each); try again later")
  }

  /// Places that are taken.
  var taken: Int { counts.withLock(\.total) }

  func end(for user: PeerUser) {
    counts.withLock { $0.add(-1, for: user) }
  }
}
