import RPC
import Synchronization
import WireProtocol

/// The login names of those who called of late. Who makes changes makes more of them, and to look a name up takes a
/// while.
final class LoginNames: Sendable {
  /// Seconds for which a name is taken to be the same.
  private static let memory = 60
  private static let longest = 256

  private let known = Mutex<[UInt32: (name: String?, date: Timestamp)]>([:])

  /// `nil` for a user without a name, and where it can't be told.
  func name(of peer: Peer, at now: Timestamp) async -> String? {
    if let found = known.withLock({ $0[peer.userID] }), found.date <= now, now < found.date + Self.memory {
      return found.name
    }
    guard let name = try? await peer.lookUpLoginName() else { return nil }
    known.withLock { known in
      if known.count >= Self.longest { known.removeAll() }
      known[peer.userID] = (name, now)
    }
    return name
  }
}
