/// A load at work: keeps every slot of every connection busy until time or requests run out.
struct Exchange {
  /// A request that is under way.
  private struct Slot {
    var sent: UInt64
    var position: Int
  }

  private let load: Load
  private let reader: ReplyReader
  private let start: UInt64
  private let counted: Range<UInt64>
  private(set) var position: Int
  private(set) var outcome: LoadOutcome

  /// - Parameters:
  ///   - position: Of the first request to send.
  ///   - seconds: Beside those for settling; no request is sent after them.
  init(_ load: Load, _ position: Int, for seconds: Double) {
    self.load = load
    self.position = position
    start = Instant.now()
    let settled = start + UInt64(load.settling * Double(Instant.second))
    counted = settled..<settled + UInt64(seconds * Double(Instant.second))
    reader = ReplyReader(
      expecting: load.expected, collecting: load.collected, mayBeRefused: load.mayBeRefused,
      framing: load.http == nil ? .lengthPrefixed : .http)
    outcome = LoadOutcome()
    outcome.served = Array(repeating: 0, count: load.shape.connections)
  }

  /// One request at a time: the way of a client that has nothing else to do than to wait.
  mutating func runBlocking(_ connection: LoadConnection) throws {
    let begin = Instant.now()
    var slot = Slot(sent: begin, position: 0)
    var latest: ReplyReader.Answer?
    while slot.sent < counted.upperBound, enqueue(on: connection, 0, &slot, after: latest) {
      _ = try connection.flush()
      let answered = outcome.answered + 1
      while outcome.answered < answered {
        try connection.receive { message in
          let arrived = Instant.now()
          let answer = try reader.answer(in: message)
          latest = answer
          take(message, answer, connection: 0, sent: slot.sent, arrived: arrived)
        }
      }
      slot.sent = Instant.now()
    }
    close(from: begin, to: slot.sent)
  }

  /// All connections on one thread.
  mutating func run(_ connections: [LoadConnection]) throws {
    let poller = try Poller(connections)
    let depth = load.shape.depth
    let begin = Instant.now()
    var slots = Array(repeating: Slot(sent: begin, position: 0), count: connections.count * depth)
    var underWay = 0
    var last = begin
    for (index, connection) in connections.enumerated() {
      connection.stopBlocking()
      for number in 0..<depth where enqueue(on: connection, number, &slots[index * depth + number], after: nil) {
        underWay += 1
      }
      try poller.awaitRoom(!connection.flush(), for: index)
    }
    while underWay > 0 {
      for event in try poller.wait() {
        let index = Poller.index(of: event)
        let connection = connections[index]
        if Poller.tellsInput(event) {
          try connection.receive { message in
            last = Instant.now()
            let answer = try reader.answer(in: message)
            guard (0..<depth).contains(answer.slot) else { throw LoadFault("a reply to a request that was not sent") }
            let slot = index * depth + answer.slot
            take(message, answer, connection: index, sent: slots[slot].sent, arrived: last)
            slots[slot].sent = last
            if last >= counted.upperBound || !enqueue(on: connection, answer.slot, &slots[slot], after: answer) {
              underWay -= 1
            }
          }
        }
        try poller.awaitRoom(!connection.flush(), for: index)
      }
    }
    close(from: begin, to: last)
  }

  /// Sends the next request, or the same again where it was refused and that does no harm.
  private mutating func enqueue(
    on connection: LoadConnection, _ number: Int, _ slot: inout Slot, after answer: ReplyReader.Answer?
  ) -> Bool {
    let repeats = answer?.refusal?.invitesRepeating == true
    if !repeats { slot.position = position }
    guard load.requests.withFrame(slot.position, { connection.enqueue($0, slot: number) }) != nil else { return false }
    if !repeats { position += 1 }
    return true
  }

  /// Keeps what is to be kept of a reply.
  private mutating func take(
    _ message: UnsafeRawBufferPointer, _ answer: ReplyReader.Answer, connection: Int, sent: UInt64, arrived: UInt64
  ) {
    outcome.answered += 1
    outcome.replyLength = message.count
    if let value = reader.value(in: message) { outcome.collected.append(value) }
    guard load.settling == 0 || counted.contains(arrived) else { return }
    if answer.refusal == nil {
      outcome.latencies.record(arrived - sent)
      outcome.served[connection] += 1
    } else {
      outcome.refusalLatencies.record(arrived - sent)
    }
  }

  private mutating func close(from begin: UInt64, to last: UInt64) {
    let settled = max(begin, counted.lowerBound)
    let end = min(last, counted.upperBound)
    outcome.elapsed = load.settling == 0 ? last - begin : end - min(settled, end)
  }
}
