import NIOCore

/// Takes up the requests of connections in turns: between users first, then between the connections of each. Who has
/// sent one request waits for one turn of each other user, however many connections they have.
final class Turns {
  /// Time that a turn may take while others wait for theirs.
  private static let turn = TimeAmount.microseconds(200)
  /// Time after which the loop looks who has sent something meanwhile.
  private static let round = TimeAmount.milliseconds(1)
  /// Long enough that the loop looks at its sockets before the next round.
  private static let pause = TimeAmount.microseconds(20)

  private let loop: any EventLoop
  /// The users of whom a connection waits, in this order.
  private var users = CircularBuffer<UserAccount>()
  private var isScheduled = false
  /// Whether connections of more than one user are open. If not, there is nobody to wait for.
  var areShared = false

  init(loop: any EventLoop) {
    self.loop = loop
  }

  /// Gives a connection its turn: now if nobody else can want one.
  func take(_ connection: ServerConnection) {
    if !areShared, users.isEmpty, connection.account.hasRoom {
      connection.takeTurn(until: .distantFuture)
    } else {
      enqueue(connection)
    }
  }

  /// Gives a connection its turn after those who wait already.
  func enqueue(_ connection: ServerConnection) {
    guard !connection.awaitsTurn else { return }
    connection.awaitsTurn = true
    let account = connection.account
    if account.queue.isEmpty { users.append(account) }
    account.queue.append(connection)
    wake()
  }

  /// To be called when a user has room again.
  func wake() {
    guard !isScheduled, users.contains(where: \.hasRoom) else { return }
    isScheduled = true
    loop.assumeIsolated().execute { self.run() }
  }

  private func run() {
    let end = loop.now + Self.round
    var now = loop.now
    while now < end, let account = nextUser() {
      let connection = account.queue.removeFirst()
      if !account.queue.isEmpty { users.append(account) }
      connection.awaitsTurn = false
      connection.takeTurn(until: now + Self.turn)
      now = loop.now
    }
    isScheduled = false
    if users.contains(where: \.hasRoom) { goOnLater() }
  }

  /// The loop does all that is due before it looks at its sockets. So the next round becomes due when nothing else is.
  private func goOnLater() {
    isScheduled = true
    let loop = loop.assumeIsolated()
    loop.execute { loop.scheduleTask(in: Self.pause) { self.run() } }
  }

  /// Takes out the next user with room. Those without stay.
  private func nextUser() -> UserAccount? {
    guard let index = users.firstIndex(where: \.hasRoom) else { return nil }
    return users.remove(at: index)
  }
}
