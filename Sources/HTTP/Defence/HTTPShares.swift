import NIOCore
import NIOHTTP1
import WireProtocol

/// What clients hold of one listener, each address and each client id for itself and all together (``HTTPLimits``).
/// Lives on the event loop.
final class HTTPShares {
  private let limits: HTTPLimits
  private let together = AddressAccount(nil)
  private var accounts: [ClientAddress: AddressAccount] = [:]
  /// Requests at work of those client ids that have any.
  private var clients: [AppSID: Int] = [:]
  /// Told of each refusal.
  private let noteRefusal: () -> Void

  /// Idle connections that are closed at a time where places are short: looking for them takes its time.
  private var closedTogether: Int { max(1, limits.connections / 128) }

  init(limits: HTTPLimits, noteRefusal: @escaping () -> Void = {}) {
    self.limits = limits
    self.noteRefusal = noteRefusal
  }

  var hasPlace: Bool { openConnections < limits.connections }
  var openConnections: Int { together.connections.count }
  var requestsAtWork: Int { together.requests }
  var heldBytes: Int { together.bytes }
  var unreadBytes: Int { together.unread }

  /// The account of an address; it is kept as long as something is in it.
  func account(of address: ClientAddress) -> AddressAccount {
    let network = address.network
    if let account = accounts[network] { return account }
    let account = AddressAccount(network)
    accounts[network] = account
    return account
  }

  private func forgetIfEmpty(_ account: AddressAccount) {
    guard account.isEmpty, let address = account.address, accounts[address] === account else { return }
    accounts[address] = nil
  }

  private func refusal(_ status: HTTPResponseStatus, _ reason: String) -> RequestFault {
    noteRefusal()
    return RequestFault(status, reason)
  }
}

// Connections.
extension HTTPShares {
  /// Enters a connection, and closes idle ones where places are short.
  /// - Returns: Why it is not served, if it is not.
  func open(_ connection: HTTPConnection, _ peer: ConnectedPeer) -> RequestFault? {
    peer.account.add(connection)
    together.add(connection)
    if openConnections > limits.connections / 4 * 3 { closeIdle(but: connection) }
    guard !peer.isProxy, peer.account.connections.count > limits.connectionsEach else { return nil }
    if let idle = peer.account.longestIdle(but: connection) {
      idle.close()
      return nil
    }
    return refusal(
      .tooManyRequests, "this address holds \(limits.connectionsEach) connections, as many as one may; close some first"
    )
  }

  func close(_ connection: HTTPConnection, _ account: AddressAccount) {
    account.remove(connection)
    together.remove(connection)
    forgetIfEmpty(account)
  }

  /// Of the addresses with the most connections first, the longest idle of each first.
  private func closeIdle(but connection: HTTPConnection) {
    var idle: [(siblings: Int, since: NIODeadline, connection: HTTPConnection)] = []
    for account in accounts.values {
      for each in account.connections.values where each.isIdle && each !== connection {
        idle.append((account.connections.count, each.quietSince, each))
      }
    }
    let order = idle.sorted { ($1.siblings, $0.since) < ($0.siblings, $1.since) }
    for each in order.prefix(closedTogether) { each.connection.close() }
  }
}

// Bytes and requests.
extension HTTPShares {
  /// - Returns: Why there is no room for so many bytes more, if there is none.
  func add(_ bytes: Int, _ peer: ConnectedPeer) -> RequestFault? {
    if !peer.isProxy, peer.account.bytes + bytes > limits.heldEach {
      return refusal(.tooManyRequests, "too many long requests arrive from this address at the same time")
    }
    if together.bytes + bytes > limits.heldTogether {
      return refusal(.serviceUnavailable, "too many long requests arrive at the same time")
    }
    peer.account.bytes += bytes
    together.bytes += bytes
    return nil
  }

  func remove(_ bytes: Int, _ account: AddressAccount) {
    account.bytes -= bytes
    together.bytes -= bytes
  }

  /// Counts answers that are not read.
  /// - Parameter bytes: So many more, or fewer.
  /// - Returns: Whether there may be as many as there are now.
  func add(unread bytes: Int, _ peer: ConnectedPeer) -> Bool {
    peer.account.unread += bytes
    together.unread += bytes
    let isTooMuch =
      !peer.isProxy && peer.account.unread > limits.unreadEach || together.unread > limits.unreadTogether
    if bytes > 0, isTooMuch { noteRefusal() }
    return bytes <= 0 || !isTooMuch
  }

  /// Takes a place for a request at work.
  /// - Returns: Why there is none, if so.
  func begin(_ account: AddressAccount) -> RequestFault? {
    guard account.requests < limits.requestsEach, together.requests < limits.requestsTogether else {
      defer { forgetIfEmpty(account) }
      return account.requests >= limits.requestsEach
        ? refusal(.tooManyRequests, "\(account.requests) requests of this address are at work, as many as may be")
        : refusal(.serviceUnavailable, "\(together.requests) requests are at work, as many as may be")
    }
    account.requests += 1
    together.requests += 1
    return nil
  }

  func end(_ account: AddressAccount) {
    account.requests -= 1
    together.requests -= 1
    forgetIfEmpty(account)
  }

  /// Counts a request at work for the client that it names, wherever it comes from.
  /// - Returns: Why it may not be, if so.
  func begin(_ client: AppSID) -> RequestFault? {
    let requests = clients[client, default: 0]
    guard requests < limits.requestsOfClient else {
      return refusal(.tooManyRequests, "\(requests) requests of this client are at work, as many as may be")
    }
    clients[client] = requests + 1
    return nil
  }

  func end(_ client: AppSID) {
    clients.decrease(client)
  }
}
