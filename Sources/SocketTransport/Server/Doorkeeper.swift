import Glibc
import Logging
import NIOCore
import RPC
import Synchronization
import WireProtocol

/// Lets connections in, or turns them away before anything else is done about them: whoever has no place and connects
/// again and again costs a few system calls each time. Knows how many connections each user has; any thread may ask.
final class Doorkeeper: Sendable {
  private struct State {
    var places = UserCounts()
    /// When the log was last told about a user that is refused.
    var told: [PeerUser: NIODeadline] = [:]
    /// What was last sent to somebody who was refused; it is often the same for the next.
    var farewell: (refusal: ServiceError, frame: ByteBuffer)?

    mutating func mayTell(about user: PeerUser, _ now: NIODeadline) -> Bool {
      if told.count >= longestTold { told = told.filter { now < $0.value + silenceOfLog } }
      guard told.count < longestTold, told[user].map({ now >= $0 + silenceOfLog }) ?? true else { return false }
      told[user] = now
      return true
    }
  }

  private let share: Share
  private let logger: Logger
  private let state = Mutex(State())

  private static let silenceOfLog = TimeAmount.minutes(1)
  /// Users that the log is told about in a minute.
  private static let longestTold = 64

  /// - Parameter share: How many connections there may be (``Shares/connections``).
  init(_ share: Share, logger: Logger) {
    self.share = share
    self.logger = logger
  }

  /// Takes a place for a connection, or tells the peer why there is none.
  func admit(_ connection: CInt, of peer: Peer) -> Bool {
    do throws(ServiceError) {
      try enter(peer, at: .now())
      return true
    } catch {
      tell(error, connection)
      return false
    }
  }

  /// - Throws: `too_many_requests` if the peer may have no further connection.
  func enter(_ peer: Peer, at now: NIODeadline) throws(ServiceError) {
    let user = PeerUser(peer)
    let limit = share[user.kind]
    let refusal: (error: ServiceError, isTold: Bool)? = state.withLock { state in
      let own = state.places[user]
      guard own < limit.each, state.places[user.kind] < limit.together else {
        return (Self.refusal(user, own, limit), state.mayTell(about: user, now))
      }
      state.places.add(1, for: user)
      return nil
    }
    guard let refusal else { return }
    if refusal.isTold {
      logger.notice(
        "a connection was refused: \(refusal.error.message)", metadata: ["peer_uid": "\(user.userID)"])
    }
    throw refusal.error
  }

  /// Takes a place even where there is none left: so the place of a connection that ends stays taken.
  func keepPlace(of user: PeerUser) {
    state.withLock { $0.places.add(1, for: user) }
  }

  /// Gives a place back.
  func leave(_ user: PeerUser) {
    state.withLock { $0.places.add(-1, for: user) }
  }

  /// How many connections the users of a kind have together.
  func connections(of kind: PeerKind) -> Int { state.withLock { $0.places[kind] } }

  private static func refusal(_ user: PeerUser, _ own: Int, _ limit: Share.Limit) -> ServiceError {
    ServiceError(
      .tooManyRequests,
      own >= limit.each
        ? "uid \(user.userID) has \(own) connections, as many as one user may (one that asked for nothing, or was "
          + "refused, counts for a while longer); close some first"
        : "users like uid \(user.userID) hold \(limit.together) connections together; try again later")
  }

  /// Sends one error, if that needs no waiting.
  private func tell(_ refusal: ServiceError, _ connection: CInt) {
    let frame = state.withLock { state in
      if let last = state.farewell, last.refusal == refusal { return last.frame }
      let frame = ByteBufferAllocator().frame(Reply(id: nil, .failure(refusal)).encoded())
      state.farewell = (refusal, frame)
      return frame
    }
    _ = frame.withUnsafeReadableBytes {
      send(connection, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
    }
  }
}
