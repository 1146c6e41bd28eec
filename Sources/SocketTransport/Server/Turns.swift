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
  private struct Pace {
    /// Time that a turn may take while others wait for theirs.
    let turn: TimeAmount
    /// Time after which the loop looks who has sent something meanwhile.
    let round: TimeAmount
  }

  /// One user at work is served fastest if the loop seldom looks who else has come. Where others come, they feel that.
  private static let ofOne = Pace(turn: .microseconds(200), round: .milliseconds(1))
  private static let ofSeveral = Pace(turn: .microseconds(50), round: .microseconds(200))
  /// For so long after the turns went from one user to another, several are at work.
  private static let memory = TimeAmount.milliseconds(100)
  /// Long enough that the loop looks at its sockets before the next round.
  private static let pause = TimeAmount.microseconds(20)

  let loop: any EventLoop
  /// Those who wait for a turn, in this order.
  private var waiting = CircularBuffer<any TurnTaker>()
  private var isScheduled = false
  /// Who came last, and until when several users are taken to be at work.
  private var latest: ObjectIdentifier?
  private var severalUntil = NIODeadline.uptimeNanoseconds(0)
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
    note(connection.account)
    if connection.account.enqueue(connection) { waiting.append(connection.account) }
    wake()
  }

  private func note(_ account: UserAccount) {
    let user = ObjectIdentifier(account)
    guard latest != user else { return }
    if latest != nil { severalUntil = now() + Self.memory }
    latest = user
  }

  /// To be called when a user has room again.
  func wake() {
    guard !isScheduled, waiting.contains(where: \.mayTakeTurn) else { return }
    isScheduled = true
    loop.assumeIsolated().execute { self.run() }
  }

  private func run() {
    let start = now()
    let pace = start < severalUntil ? Self.ofSeveral : Self.ofOne
    var now = start
    while now < start + pace.round, let taker = next() {
      if taker.takeTurn(until: now + pace.turn) { waiting.append(taker) }
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
