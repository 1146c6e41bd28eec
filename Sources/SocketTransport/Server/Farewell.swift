/// How far a connection has come towards the end that a stop of the service brings it.
enum Farewell {
  /// Messages that were read before the stop and are yet to be taken up. Those behind them are declined.
  case answering(owed: Int)
  /// All is answered; what arrives is thrown away until the peer closes the connection.
  case said

  var isSaid: Bool { if case .said = self { true } else { false } }

  /// Whether the next message arrived after the stop.
  var isDeclining: Bool { if case .answering(owed: 0) = self { true } else { false } }

  /// A message has been taken up that was read before the stop.
  mutating func noteTaken() {
    if case .answering(let owed) = self { self = .answering(owed: owed - 1) }
  }
}
