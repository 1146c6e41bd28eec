/// What one address holds of a listener, or all addresses together. Lives on the event loop.
final class AddressAccount {
  /// `nil`: all together.
  let address: ClientAddress?
  private(set) var connections: [ObjectIdentifier: HTTPConnection] = [:]
  var bytes = 0
  /// Bytes of answers that are not read.
  var unread = 0
  /// At work.
  var requests = 0

  init(_ address: ClientAddress?) {
    self.address = address
  }

  var isEmpty: Bool { connections.isEmpty && requests == 0 }

  func add(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = connection
  }

  func remove(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = nil
  }

  /// The connection that has been without a request for the longest, another than this one.
  func longestIdle(but other: HTTPConnection) -> HTTPConnection? {
    connections.values.filter { $0.isIdle && $0 !== other }.min { $0.quietSince < $1.quietSince }
  }
}
