import RPC
import WireProtocol

/// Changes that were refused and are not written down yet. However many there are, they become few entries: of each
/// caller a few kinds are told apart, and who goes on being refused is written of ever more rarely. Callers of one kind
/// take nothing from those of another.
struct RefusalTally {
  /// Seconds from a caller's first refusal to its entry, and between entries at the most.
  static let firstPause = 60
  static let longestPause = 960
  /// Callers of a kind that are told apart, and kinds of refusals of each.
  static let callersOfKind = 64
  static let kindsOfCaller = 8
  /// Sums that are kept while none can be written.
  static let longestWait = 1000

  fileprivate struct Account {
    let peer: Peer
    var sums: [Refusal.Kind: RefusalSum] = [:]
    var others: RefusalSum?
    var pause = RefusalTally.firstPause
    var due: Timestamp
  }

  private var callers: [AuditCaller: [UInt32: Account]] = [:]
  /// Of callers beyond those that are told apart.
  private var crowd: RefusalSum?
  private var left: [RefusalSum] = []

  var isEmpty: Bool { left.isEmpty && crowd == nil && callers.values.allSatisfy(\.isEmpty) }

  mutating func count(_ refusal: Refusal) {
    let kind = refusal.kind
    let known = callers[kind.caller]?[refusal.peer.userID]
    guard known != nil || callers[kind.caller, default: [:]].count < Self.callersOfKind else {
      crowd = (crowd ?? RefusalSum(ofSeveral: refusal)).adding(refusal)
      return
    }
    var account = known ?? Account(peer: refusal.peer, due: refusal.date + Self.firstPause)
    // A copy of the account would copy its sums.
    callers[kind.caller]?[refusal.peer.userID] = nil
    if account.sums[kind] != nil || account.sums.count < Self.kindsOfCaller {
      account.sums[kind] = (account.sums[kind] ?? RefusalSum(refusal)).adding(refusal)
    } else {
      account.others = (account.others ?? RefusalSum(ofOtherKinds: refusal)).adding(refusal)
    }
    callers[kind.caller, default: [:]][refusal.peer.userID] = account
  }

  /// Takes out what is to be written by now, the earliest first.
  mutating func takeDue(at now: Timestamp, isLast: Bool) -> [RefusalSum] {
    var taken = left + (crowd.map { [$0] } ?? [])
    crowd = nil
    left = []
    for (kind, accounts) in callers {
      for (userID, account) in accounts {
        // A clock that was set back must not hold them.
        guard isLast || now >= account.due || now + Self.longestPause < account.due else { continue }
        let sums = Array(account.sums.values) + (account.others.map { [$0] } ?? [])
        taken += sums
        callers[kind]?[userID] = sums.isEmpty ? nil : account.afterWriting(at: now)
      }
    }
    return taken.sorted { $0.last < $1.last }
  }

  mutating func putBack(_ sums: [RefusalSum]) {
    left = Array((sums + left).prefix(Self.longestWait))
  }
}

extension RefusalTally.Account {
  fileprivate func afterWriting(at now: Timestamp) -> Self {
    let pause = min(2 * pause, RefusalTally.longestPause)
    return Self(peer: peer, pause: pause, due: now + pause)
  }
}
