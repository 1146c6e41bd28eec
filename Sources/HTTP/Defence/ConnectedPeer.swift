/// Who is at the other end of a connection, and what the connection holds. Lives on the event loop.
final class ConnectedPeer {
  private let shares: HTTPShares
  private(set) var address: ClientAddress
  /// One of the proxies whose word on their clients is believed. It stands for many clients, so that the shares of one
  /// are not its limit.
  private(set) var isProxy: Bool
  private(set) var account: AddressAccount
  /// What it sends can be read by nobody on the way.
  let isSecure: Bool
  private var held = 0
  /// Bytes of answers that are not read.
  private var unread = 0

  init(_ address: ClientAddress, isProxy: Bool, isSecure: Bool, _ shares: HTTPShares) {
    self.shares = shares
    self.address = address
    self.isProxy = isProxy
    self.isSecure = isSecure
    account = shares.account(of: address)
  }

  /// Enters a connection.
  /// - Returns: Why it is not served, if it is not.
  func open(_ connection: HTTPConnection) -> RequestFault? { shares.open(connection, self) }

  func close(_ connection: HTTPConnection) {
    releaseBytes()
    _ = mayLeave(unread: 0)
    shares.close(connection, account)
  }

  /// A proxy has told whom it connects. What that client writes into its requests the proxy did not see.
  /// - Parameter isProxy: Whether the client is such a proxy, too.
  /// - Returns: Why the connection is not served, if it is not.
  func become(_ client: ClientAddress, isProxy: Bool, _ connection: HTTPConnection) -> RequestFault? {
    close(connection)
    address = client
    self.isProxy = isProxy
    account = shares.account(of: client)
    return open(connection)
  }

  /// - Returns: Why there is no room for so many bytes more, if there is none.
  func add(bytes: Int) -> RequestFault? {
    if let fault = shares.add(bytes, self) { return fault }
    held += bytes
    return nil
  }

  func remove(bytes: Int) {
    held -= bytes
    shares.remove(bytes, account)
  }

  /// Counts the answers that are not read.
  /// - Returns: Whether there may be so many bytes of them.
  func mayLeave(unread bytes: Int) -> Bool {
    guard bytes != unread else { return true }
    defer { unread = bytes }
    return shares.add(unread: bytes - unread, self)
  }

  func releaseBytes() {
    if held > 0 { remove(bytes: held) }
  }
}
