/// How much is read of a connection at once: about so many requests of the length that it sends. What it has sent
/// beyond that stays in its socket, behind everybody else's turn.
struct ReadPortion {
  static let smallest = 2048
  static let largest = 16_384

  private(set) var bytes = smallest
  private let requests: Int
  private var averageLength = 0

  /// - Parameter requests: Of one connection, before it is the next one's turn.
  init(requests: Int) {
    self.requests = requests
  }

  /// Takes note of a message that has arrived.
  mutating func note(length: Int) {
    averageLength = averageLength == 0 ? length : averageLength + (length - averageLength) / 8
  }

  /// Adapts to the messages of late.
  /// - Parameter isTooSmall: Whether not even one message was whole after a read.
  /// - Returns: Whether it is another than before.
  mutating func adapt(isTooSmall: Bool) -> Bool {
    let wanted = isTooSmall ? 2 * bytes : (averageLength + 4) * requests
    let before = bytes
    bytes = Self.smallest
    while bytes < min(wanted, Self.largest) { bytes *= 2 }
    return bytes != before
  }
}
