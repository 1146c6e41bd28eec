import Logging
import NIOCore
import RPC
import WireProtocol

/// Decides who may connect, and keeps account of what each user holds of the server (``Shares``). Belongs to the
/// server's event loop and is used there alone.
final class Admission {
  let limits: ServerLimits
  let turns: Turns
  let loop: any EventLoop
  private let logger: Logger
  private let holdings: Holdings
  private var accounts: [PeerUser: UserAccount] = [:]
  /// When the log was last told about a user that is refused.
  private var told: [PeerUser: NIODeadline] = [:]
  private var nextTick: Scheduled<Void>?

  private static let silenceOfLog = TimeAmount.minutes(1)
  /// Users that the log is told about in a minute.
  private static let longestTold = 64

  init(
    loop: any EventLoop, limits: ServerLimits, holdings: Holdings = Holdings(), logger: Logger,
    now: (() -> NIODeadline)? = nil
  ) {
    self.loop = loop
    self.limits = limits
    self.holdings = holdings
    self.logger = logger
    turns = Turns(loop: loop, now: now)
  }

  /// The account of a peer that has connected.
  /// - Throws: `too_many_requests` if it may have no further connection.
  func account(of peer: Peer) throws(ServiceError) -> UserAccount {
    let user = PeerUser(peer)
    let account =
      accounts[user]
      ?? UserAccount(user, together: holdings[user.kind], limits: limits, turns: turns)
    guard account.hasPlace else {
      let refusal = refusal(account)
      tell(refusal.message, about: user)
      throw refusal
    }
    return account
  }

  func add(_ connection: ServerConnection) {
    let account = connection.account
    accounts[account.user] = account
    account.add(connection)
    turns.areShared = accounts.count > 1
    if account.shortage > 0 { watch() }
  }

  func remove(_ connection: ServerConnection) {
    let account = connection.account
    account.remove(connection)
    guard account.connections.isEmpty, accounts[account.user] === account else { return }
    accounts[account.user] = nil
    turns.areShared = accounts.count > 1
  }

  private func refusal(_ account: UserAccount) -> ServiceError {
    let limit = account.connectionLimit
    let own = account.connections.count
    return ServiceError(
      .tooManyRequests,
      own >= limit.each
        ? "uid \(account.user.userID) holds \(own) connections, as many as one user may; close some first"
        : "users like uid \(account.user.userID) hold \(limit.together) connections together; try again later")
  }

  private func tell(_ message: String, about user: PeerUser) {
    let now = loop.now
    if told.count >= Self.longestTold { told = told.filter { now < $0.value + Self.silenceOfLog } }
    guard told.count < Self.longestTold, told[user].map({ now >= $0 + Self.silenceOfLog }) ?? true else { return }
    told[user] = now
    logger.notice("a connection was refused: \(message)", metadata: ["peer_uid": "\(user.userID)"])
  }
}

// What has to be looked at again and again while there is something to look at.
extension Admission {
  /// Looks at the connections from now on, as long as there is a reason. The time that passes is counted in looks, so
  /// that a pause of the server's own counts against nobody.
  func watch() {
    guard nextTick == nil else { return }
    nextTick = loop.assumeIsolated().scheduleTask(in: limits.tick) { [self] in
      nextTick = nil
      if look() { watch() }
    }
  }

  /// - Returns: Whether there is a reason to look again.
  private func look() -> Bool {
    var isNeeded = false
    for account in accounts.values {
      for connection in Array(account.connections.values) where connection.tick() { isNeeded = true }
    }
    for account in accounts.values where account.shortage > 0 {
      isNeeded = true
      closeSilent(of: account)
    }
    return isNeeded
  }

  /// Closes connections that have said nothing for long, the longest silent first, until places are short no more.
  private func closeSilent(of account: UserAccount) {
    let silent = account.connections.values.filter(\.isSilent).sorted { $0.quietTicks > $1.quietTicks }
    for connection in silent.prefix(account.shortage) { connection.close() }
  }

  /// Refuses a message on its way if too many are: the one that has just grown where its user has too much, the longest
  /// of the user with the most where all together have.
  func checkArrivals(_ connection: ServerConnection) {
    let account = connection.account
    if account.isFlooded { return connection.refuse(Self.tooMuch) }
    guard account.areAllFlooded else { return }
    let others = accounts.values.filter { $0.user.kind == account.user.kind && $0 !== account }
    let greatest = others.max { $0.arriving < $1.arriving }.flatMap { $0.arriving < account.arriving ? nil : $0 }
    (greatest ?? account).longestArrival?.refuse(Self.tooMuch)
  }

  private static let tooMuch = ServiceError(
    .tooManyRequests, "too many long messages arrive at the same time; send one after the other")
}
