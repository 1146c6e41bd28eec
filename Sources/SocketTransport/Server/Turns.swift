import NIOCore

/// What takes turns with others: a user's connections, or a user's tasks.
protocol TurnTaker: AnyObject {
  /// Whether anything may be done in a turn now.
  var mayTakeTurn: Bool { get }

  /// Does one thing, and more of the kind until the time is over.
  /// - Returns: Whether there is more to do, in a turn to come.
  func takeTurn(until end: NIODeadline) -> Bool
}

/// Takes up the requests of connections, and goes on with those that had to wait, in turns: between users first, then
/// between the connections of each. Who has sent one request waits for one turn of each other user, however many
/// connections they have and however many of their requests wait.
final class Turns {
  /// Time that a turn may take while others wait for theirs.
  private static let turn = TimeAmount.microseconds(200)
  /// Time after which the loop looks who has sent something meanwhile.
  private static let round = TimeAmount.milliseconds(1)
  /// Long enough that the loop looks at its sockets before the next round.
  private static let pause = TimeAmount.microseconds(20)

  let loop: any EventLoop
  /// Those who wait for a turn, in this order.
  private var waiting = CircularBuffer<any TurnTaker>()
  private var isScheduled = false
  /// Whether connections of more than one user are open. If not, there is nobody to wait for.
  var areShared = false

  /// The time, which a turn is measured by.
  let now: () -> NIODeadline

  /// - Parameter now: The loop's time unless said otherwise.
  init(loop: any EventLoop, now: (() -> NIODeadline)? = nil) {
    self.loop = loop
    self.now = now ?? { loop.now }
  }

  /// Gives a connection its turn: now if nobody else can want one.
  func take(_ connection: ServerConnection) {
    if isFree, connection.account.mayTakeTurn {
      connection.takeTurn(until: .distantFuture)
    } else {
      enqueue(connection)
    }
  }

  /// Gives a user's tasks their turn: now if nobody else can want one.
  func take(_ tasks: UserExecutor) {
    if isFree, !tasks.takeTurn(until: .distantFuture) { return }
    waiting.append(tasks)
    wake()
  }

  private var isFree: Bool { !areShared && waiting.isEmpty }

  /// Gives a connection its turn after those who wait already.
  func enqueue(_ connection: ServerConnection) {
    if connection.account.enqueue(connection) { waiting.append(connection.account) }
    wake()
  }

  /// To be called when a user has room again.
  func wake() {
    guard !isScheduled, waiting.contains(where: \.mayTakeTurn) else { return }
    isScheduled = true
    loop.assumeIsolated().execute { self.run() }
  }

  private func run() {
    let start = now()
    var now = start
    while now < start + Self.round, let taker = next() {
      if taker.takeTurn(until: now + Self.turn) { waiting.append(taker) }
      now = self.now()
    }
    isScheduled = false
    if waiting.contains(where: \.mayTakeTurn) { goOnLater() }
  }

  /// The loop does all that is due before it looks at its sockets. So the next round becomes due when nothing else is.
  private func goOnLater() {
    isScheduled = true
    let loop = loop.assumeIsolated()
    loop.execute { loop.scheduleTask(in: Self.pause) { self.run() } }
  }

  /// Takes out the next that may do something. Those that may not stay.
  private func next() -> (any TurnTaker)? {
    guard let index = waiting.firstIndex(where: \.mayTakeTurn) else { return nil }
    return waiting.remove(at: index)
  }
}
