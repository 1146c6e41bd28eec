/// A load at work: keeps every slot of every connection busy until time or requests run out.
struct Exchange {
  private let load: Load
  private let reader: ReplyReader
  private let end: UInt64
  private(set) var position: Int
  private(set) var outcome = LoadOutcome()

  /// - Parameters:
  ///   - position: Of the first request to send.
  ///   - end: No request is sent after that moment.
  init(_ load: Load, _ position: Int, until end: UInt64) {
    self.load = load
    self.position = position
    self.end = end
    reader = ReplyReader(expecting: load.expected, collecting: load.collected)
  }

  /// One request at a time: the way of a client that has nothing else to do than to wait.
  mutating func runBlocking(_ connection: LoadConnection) throws {
    let start = Instant.now()
    var sent = start
    while sent < end, enqueue(on: connection, slot: 0) {
      _ = try connection.flush()
      let answered = outcome.requests + 1
      while outcome.requests < answered {
        try connection.receive { _ = try take($0, sent: sent, arrived: Instant.now()) }
      }
      sent = Instant.now()
    }
    outcome.elapsed = sent - start
  }

  /// All connections on one thread.
  mutating func run(_ connections: [LoadConnection]) throws {
    let poller = try Poller(connections)
    let depth = load.shape.depth, start = Instant.now()
    var sent = [UInt64](repeating: start, count: connections.count * depth)
    var underWay = 0, last = start
    for (index, connection) in connections.enumerated() {
      connection.stopBlocking()
      for slot in 0..<depth { if enqueue(on: connection, slot: slot) { underWay += 1 } }
      try poller.awaitRoom(!connection.flush(), for: index)
    }
    while underWay > 0 {
      for event in try poller.wait() {
        let index = Poller.index(of: event), connection = connections[index]
        if Poller.tellsInput(event) {
          try connection.receive { message in
            last = Instant.now()
            let slot = try take(message, sent: nil, arrived: last)
            guard (0..<depth).contains(slot) else { throw LoadFault("a reply to a request that was not sent") }
            outcome.latencies.record(last - sent[index * depth + slot])
            sent[index * depth + slot] = last
            if last >= end || !enqueue(on: connection, slot: slot) { underWay -= 1 }
          }
        }
        try poller.awaitRoom(!connection.flush(), for: index)
      }
    }
    outcome.elapsed = last - start
  }

  private mutating func enqueue(on connection: LoadConnection, slot: Int) -> Bool {
    guard load.requests.withFrame(position, { connection.enqueue($0, slot: slot) }) != nil else { return false }
    position += 1
    return true
  }

  /// Checks a reply and keeps what is to be kept of it.
  private mutating func take(_ message: UnsafeRawBufferPointer, sent: UInt64?, arrived: UInt64) throws -> Int {
    let slot = try reader.slot(of: message)
    if let sent { outcome.latencies.record(arrived - sent) }
    outcome.replyLength = message.count
    if let value = reader.value(in: message) { outcome.collected.append(value) }
    return slot
  }
}
