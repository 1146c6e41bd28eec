package import WireProtocol

/// The kinds of peers that have shares of their own: none of them takes from another's.
package enum PeerKind: CaseIterable, Sendable {
  /// root, systemd included, and the members of group `oauth-admin`. Embedded: the daemons and their user, who are one
  /// to the kernel.
  case operators
  /// The suite's own daemons.
  case suite
  /// Every other user of the host.
  case others

  // Made once: every request asks.
  private static let ofOperators: Callers = [.operators, .serviceManager]

  package init(_ callers: Callers) {
    if !callers.isDisjoint(with: Self.ofOperators) {
      self = .operators
    } else {
      self = callers.isDisjoint(with: .services) ? .others : .suite
    }
  }
}

/// Who is accounted for: a user as one kind of peer. A process has its groups from its login, so one user can be
/// several.
package struct PeerUser: Hashable, Sendable {
  package let kind: PeerKind
  package let userID: UInt32

  package init(_ peer: Peer) {
    kind = PeerKind(peer.callers)
    userID = peer.userID
  }
}
