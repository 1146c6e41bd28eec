/// What takes a peer long, counted in the server's looks at its connection: so the time in which the server itself does
/// nothing never counts.
struct PeerWatch {
  private let limits: ServerLimits
  private var arrival = Standstill()
  private var silence = Standstill()

  init(_ limits: ServerLimits) {
    self.limits = limits
  }

  /// How many looks in a row have found no further message.
  var quietTicks: Int { silence.looks }

  /// - Parameters:
  ///   - messages: That have arrived so far.
  ///   - isArriving: Whether a part of the next has, and the server reads on.
  mutating func look(messages: Int, isArriving: Bool) {
    silence.look(at: messages)
    if isArriving { arrival.look(at: messages) }
  }

  /// Whether the message on its way takes too long.
  var isArrivalLate: Bool { arrival.looks >= limits.ticks(limits.partialFrame) }

  /// Whether nothing has been said for long, or nothing at all.
  /// - Parameter messages: That have arrived so far.
  func isSilent(messages: Int) -> Bool {
    quietTicks >= limits.ticks(messages == 0 ? limits.partialFrame : limits.silence)
  }
}
