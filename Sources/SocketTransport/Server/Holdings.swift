import RPC
import Synchronization
import WireProtocol

/// What the users of each kind hold of a server together.
final class Holdings: Sendable {
  private let operators = KindAccount()
  private let suite = KindAccount()
  private let others = KindAccount()

  subscript(_ kind: PeerKind) -> KindAccount {
    switch kind {
    case .operators: operators
    case .suite: suite
    case .others: others
    }
  }

  var figures: Figures {
    let all = PeerKind.allCases.map { self[$0] }
    return [
      .arrivingBytes: all.reduce(0) { $0 + $1.arriving },
      .heldBytes: all.reduce(0) { $0 + $1.held },
    ]
  }
}

/// What the users of one kind hold of a server together. Changed on the server's event loop alone, read by any thread.
final class KindAccount: Sendable {
  private let arrivingBytes = Atomic(0)
  private let heldBytes = Atomic(0)

  var arriving: Int {
    get { arrivingBytes.load(ordering: .relaxed) }
    set { arrivingBytes.store(newValue, ordering: .relaxed) }
  }

  var held: Int {
    get { heldBytes.load(ordering: .relaxed) }
    set { heldBytes.store(newValue, ordering: .relaxed) }
  }
}
