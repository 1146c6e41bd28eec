import NIOCore
import RPC

/// What one user holds of a server, and its connections. Belongs to the server's event loop and is used there alone.
final class UserAccount: TurnTaker {
  let user: PeerUser
  let together: KindAccount
  let shares: Shares
  let refusals: RefusalPace
  let executor: UserExecutor
  private let heldLimit: Share.Limit
  private(set) var connections: [ObjectIdentifier: ServerConnection] = [:]
  /// Connections that wait for their turn, in this order.
  private var queue = CircularBuffer<ServerConnection>()
  /// Whether a turn is asked for.
  private var awaitsTurn = false
  /// Bytes of messages that are not whole yet.
  private(set) var arriving = 0
  /// Bytes of requests that wait and of replies that have not been read.
  private var held = 0

  init(_ user: PeerUser, together: KindAccount, limits: ServerLimits, turns: Turns) {
    self.user = user
    self.together = together
    shares = limits.shares
    heldLimit = shares.heldBytes[user.kind]
    refusals = RefusalPace(interval: limits.refusalInterval)
    executor = UserExecutor(turns)
  }

  /// Whether a further request may be taken up. One that holds nothing always may.
  var mayTakeTurn: Bool { held == 0 || held < heldLimit.each && together.held < heldLimit.together }

  /// Whether the messages on their way exceed what this user may have.
  var isFlooded: Bool { arriving > shares.arrivingBytes[user.kind].each }

  /// Whether the messages on their way exceed what all users of the kind may have.
  var areAllFlooded: Bool { together.arriving > shares.arrivingBytes[user.kind].together }

  /// - Returns: Whether the user has to be given a turn.
  func enqueue(_ connection: ServerConnection) -> Bool {
    guard !connection.awaitsTurn else { return false }
    connection.awaitsTurn = true
    queue.append(connection)
    defer { awaitsTurn = true }
    return !awaitsTurn
  }

  func takeTurn(until end: NIODeadline) -> Bool {
    awaitsTurn = false
    guard let connection = queue.popFirst() else { return false }
    connection.awaitsTurn = false
    connection.takeTurn(until: end)
    // It may stand in the queue again, and have asked for a turn.
    guard !queue.isEmpty, !awaitsTurn else { return false }
    awaitsTurn = true
    return true
  }

  func add(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = connection
  }

  /// - Returns: Whether it had not been removed before.
  func remove(_ connection: ServerConnection) -> Bool {
    connections.removeValue(forKey: ObjectIdentifier(connection)) != nil
  }

  func add(arriving bytes: Int) {
    arriving += bytes
    together.arriving += bytes
  }

  func add(held bytes: Int) {
    held += bytes
    together.held += bytes
  }

  /// The connection with the longest message on its way.
  var longestArrival: ServerConnection? {
    connections.values.max { $0.arrivingBytes < $1.arrivingBytes }
  }
}
