import NIOCore
import RPC
import WireProtocol

/// Keeps account of what each user holds of the server (``Shares``). Belongs to the server's event loop and is used
/// there alone.
final class Admission {
  let limits: ServerLimits
  let turns: Turns
  let loop: any EventLoop
  private let door: Doorkeeper
  private let holdings: Holdings
  private var accounts: [PeerUser: UserAccount] = [:]
  /// Places of each user that are taken by no connection any more.
  private var keptPlaces: [PeerUser: Int] = [:]
  private var nextTick: Scheduled<Void>?

  /// - Parameter door: Which connections come through.
  init(
    loop: any EventLoop, limits: ServerLimits, door: Doorkeeper, holdings: Holdings = Holdings(),
    now: (() -> NIODeadline)? = nil
  ) {
    self.loop = loop
    self.limits = limits
    self.door = door
    self.holdings = holdings
    turns = Turns(loop: loop, now: now)
  }

  /// The account of a peer that has connected.
  func account(of peer: Peer) -> UserAccount {
    let user = PeerUser(peer)
    return accounts[user] ?? UserAccount(user, together: holdings[user.kind], limits: limits, turns: turns)
  }

  /// Connections beyond three quarters of a user's places.
  private func shortage(of account: UserAccount) -> Int {
    let limit = limits.shares.connections[account.user.kind]
    return max(
      account.connections.count - limit.each * 3 / 4, door.connections(of: account.user.kind) - limit.together * 3 / 4)
  }

  func add(_ connection: ServerConnection) {
    let account = connection.account
    accounts[account.user] = account
    account.add(connection)
    turns.areShared = accounts.count > 1
    if shortage(of: account) > 0 { watch() }
  }

  func remove(_ connection: ServerConnection) {
    let account = connection.account
    guard account.remove(connection) else { return }
    if connection.isUseless { keepPlace(of: account.user) }
    guard account.connections.isEmpty, accounts[account.user] === account else { return }
    accounts[account.user] = nil
    turns.areShared = accounts.count > 1
  }
}

extension Admission {
  /// Keeps the place of a connection that served nobody: who makes such connections again and again is turned away at
  /// the door, and takes no more of the loop's time. The places are given back one after the other, so that not all of
  /// them are taken again at once.
  private func keepPlace(of user: PeerUser) {
    door.keepPlace(of: user)
    if keptPlaces.isEmpty { giveBackLater() }
    keptPlaces[user, default: 0] += 1
  }

  private func giveBackLater() {
    loop.assumeIsolated().scheduleTask(in: limits.uselessInterval) { [self] in
      for user in keptPlaces.keys { door.leave(user) }
      keptPlaces = keptPlaces.compactMapValues { $0 > 1 ? $0 - 1 : nil }
      if !keptPlaces.isEmpty { giveBackLater() }
    }
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
    for account in accounts.values {
      let shortage = shortage(of: account)
      guard shortage > 0 else { continue }
      isNeeded = true
      closeSilent(of: account, shortage)
    }
    return isNeeded
  }

  /// Closes connections that have said nothing for long, the longest silent first, until places are short no more.
  private func closeSilent(of account: UserAccount, _ count: Int) {
    let silent = account.connections.values.filter(\.isSilent).sorted { $0.quietTicks > $1.quietTicks }
    for connection in silent.prefix(count) { connection.close() }
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
