/// What peers may take of a service, each user for itself and all users of a kind together: the one table of these
/// limits. It is looked at when a connection is accepted, when a message is read and when a request begins to wait.
///
/// Each number holds for one process. All bytes of the table together are 96 MiB, all connections some 30 MiB and the
/// kernel's buffers of their replies 168 MiB, the replies to lists 115 MiB, what the token issuer keeps of the others'
/// answers at most 70 MiB; a unit allows 512 MiB (`MemoryMax=`).
package struct Shares: Sendable {
  /// Open at a time. More are refused, and where three quarters of the places are taken, those are closed that say
  /// nothing. See ``fitting(descriptors:)``.
  package var connections = Share(
    operators: .init(each: 2048, together: 2048), suite: .init(each: 512, together: 1024),
    others: .init(each: 256, together: 4096))

  /// Bytes held of messages that are not whole yet. Whose message would be more is refused, and its connection closed.
  /// A single message of the longest kind always has room.
  package var arrivingBytes = Share(
    operators: .init(each: 12 * mebibyte, together: 12 * mebibyte),
    suite: .init(each: 8 * mebibyte, together: 12 * mebibyte),
    others: .init(each: 8 * mebibyte, together: 24 * mebibyte))

  /// Bytes held of requests that wait and of replies that the peer has not read. With more, no further request of the
  /// user is taken up until it is less.
  package var heldBytes = Share(
    operators: .init(each: 12 * mebibyte, together: 12 * mebibyte),
    suite: .init(each: 8 * mebibyte, together: 12 * mebibyte),
    others: .init(each: 4 * mebibyte, together: 24 * mebibyte))

  /// Requests that wait for the disk or another service. More are refused.
  package var waitingRequests = Share(
    operators: .init(each: 2048, together: 2048), suite: .init(each: 1024, together: 2048),
    others: .init(each: 256, together: 2048))

  /// Of these, lists: their replies are long, however short the requests are. More are refused.
  package var waitingLists = Share(all: .init(each: 32, together: 64))

  /// Places beyond those for requests that take rights away: whoever may revoke always can.
  package var urgentRequests = Share(
    operators: .init(each: 64, together: 64), suite: .init(each: 64, together: 128),
    others: .init(each: 16, together: 256))

  /// Refusals held back to slow down who guesses. They take no place from requests that wait; whose refusals have all
  /// their places gets `too_many_requests` at once for whatever would wait and takes nothing away.
  package var heldRefusals = Share(
    operators: .init(each: 1024, together: 1024), suite: .init(each: 1024, together: 2048),
    others: .init(each: 256, together: 1024))

  package init() {}

  private static let mebibyte = 1_048_576
  /// Descriptors that a service needs beside connections: database, change pages, log, connections to others.
  private static let ownDescriptors = 64

  /// The same with fewer connections, each limit by the same factor, where the process may open no more files.
  /// - Parameter descriptors: As many as it may open (RLIMIT_NOFILE).
  package func fitting(descriptors: Int) -> Shares {
    let wanted = PeerKind.allCases.reduce(0) { $0 + connections[$1].together }
    let places = max(descriptors - Self.ownDescriptors, descriptors / 4)
    guard places < wanted else { return self }
    var shares = self
    for kind in PeerKind.allCases {
      let together = max(1, connections[kind].together * places / wanted)
      let each = max(2, connections[kind].each * places / wanted)
      shares.connections[kind] = .init(each: min(each, together), together: together)
    }
    return shares
  }
}

/// How much of one thing there is for each kind of peers.
package struct Share: Sendable, Equatable {
  package struct Limit: Sendable, Equatable {
    package let each: Int
    package let together: Int

    package init(each: Int, together: Int) {
      self.each = each
      self.together = together
    }
  }

  private var operators: Limit
  private var suite: Limit
  private var others: Limit

  package init(operators: Limit, suite: Limit, others: Limit) {
    self.operators = operators
    self.suite = suite
    self.others = others
  }

  package static let none = Share(all: 0)

  /// The same for each user and for all together, of any kind.
  package init(all number: Int) {
    self.init(all: Limit(each: number, together: number))
  }

  /// The same for any kind.
  init(all limit: Limit) {
    self.init(operators: limit, suite: limit, others: limit)
  }

  package subscript(_ kind: PeerKind) -> Limit {
    get {
      switch kind {
      case .operators: operators
      case .suite: suite
      case .others: others
      }
    }
    set {
      switch kind {
      case .operators: operators = newValue
      case .suite: suite = newValue
      case .others: others = newValue
      }
    }
  }
}
