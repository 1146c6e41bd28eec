import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import HTTP

/// A connection in memory. Time passes only when a test says so, and requests are answered when it says so, or at once.
final class EmbeddedConnection {
  let channel = EmbeddedChannel()
  let connection: HTTPConnection
  let peer: ConnectedPeer
  private let served = Served()

  /// What has come to be served.
  private final class Served {
    var isAtOnce = true
    var requests: [(head: HTTPRequestHead, body: String)] = []
    var answers: [(Answer) -> Void] = []
  }

  init(
    limits: HTTPLimits = HTTPLimits(), shares: HTTPShares? = nil, from address: ClientAddress = .user(1),
    isProxy: Bool = false
  ) throws {
    let shares = shares ?? HTTPShares(limits: limits)
    peer = ConnectedPeer(address, isProxy: isProxy, isSecure: false, shares)
    connection = HTTPConnection(limits: limits, peer: peer, date: HTTPDate()) { [served] head, body, answer in
      served.requests.append((head, String(buffer: body)))
      if served.isAtOnce { answer(Answer(.ok, text: head.uri)) } else { served.answers.append(answer) }
    }
    if let fault = peer.open(connection) { connection.refuse(fault) }
    try channel.pipeline.syncOperations.addHandlers(of: connection, limits)
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/test"), promise: nil)
  }

  var requests: [(head: HTTPRequestHead, body: String)] { served.requests }
  var isOpen: Bool { channel.isActive }

  /// From now on ``answer(_:)`` answers.
  func holdAnswers() { served.isAtOnce = false }

  /// Answers the one that waits, and from now on each at once.
  func answerAllFromNowOn() {
    served.isAtOnce = true
    answer("")
  }

  /// Answers the request that has waited for the longest.
  func answer(_ text: String) {
    served.answers.removeFirst()(Answer(.ok, text: text))
  }

  func send(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

  /// The client closes its side.
  func endInput() { channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }

  func pass(_ time: TimeAmount) {
    channel.embeddedEventLoop.advanceTime(by: time)
    connection.look(at: channel.embeddedEventLoop.now)
  }

  /// All that was written since the last time.
  func receive() throws -> String {
    var text = ""
    while let bytes = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
    return text
  }

  /// The numbers of the answers that were written since the last time.
  func statuses() throws -> [String] {
    try receive().split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true).map { String($0.prefix(3)) }
  }
}

extension EmbeddedConnection {
  /// What one text of a client is answered with, and whether the connection goes on.
  static func exchange(_ text: String, limits: HTTPLimits = HTTPLimits()) throws -> (statuses: [String], isOpen: Bool) {
    let connection = try EmbeddedConnection(limits: limits)
    // What is left over of a text that is refused may find the connection closed.
    try? connection.send(text)
    return (try connection.statuses(), connection.isOpen)
  }
}
