import NIOCore
import NIOHTTP1

/// What has come of a connection's decoder.
enum Arrival {
  case part(HTTPServerRequestPart)
  /// Nothing that arrives behind it can be read.
  case fault(RequestFault)
}

/// What has arrived and can't be seen to yet, in its order; counted among the bytes of its peer.
struct WaitingArrivals {
  private let limits: HTTPLimits
  private let peer: ConnectedPeer
  private var arrivals = CircularBuffer<Arrival>()

  init(_ limits: HTTPLimits, of peer: ConnectedPeer) {
    self.limits = limits
    self.peer = peer
  }

  var isEmpty: Bool { arrivals.isEmpty }
  /// No more is to be read.
  var isFull: Bool { arrivals.count > limits.waitingParts }

  /// Where the peer may not hold as much, a fault comes in the place of what has arrived.
  /// - Returns: Whether it may.
  mutating func append(_ arrival: Arrival) -> Bool {
    let fault = peer.add(bytes: size(of: arrival))
    arrivals.append(fault.map { .fault($0) } ?? arrival)
    return fault == nil
  }

  mutating func next() -> Arrival? {
    guard let arrival = arrivals.popFirst() else { return nil }
    peer.remove(bytes: size(of: arrival))
    return arrival
  }

  /// The peer's bytes are to be released by themselves.
  mutating func removeAll() {
    arrivals.removeAll()
  }

  private func size(of arrival: Arrival) -> Int {
    switch arrival {
    case .part(.head): limits.waitingHead
    case .part(.body(let part)): part.readableBytes
    case .part(.end), .fault: 0
    }
  }
}
