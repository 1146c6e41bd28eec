import NIOCore
import NIOEmbedded
import NIOHTTP1
import SystemCalls
import Testing

@testable import HTTP

/// Nobody takes so much that nothing is left for others.
@Suite struct SharesTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
  private var limits = HTTPLimits()

  private static func address(_ text: String) throws -> ClientAddress { .internet(try #require(IPAddress(text))) }

  private func connect(_ shares: HTTPShares, _ address: String = "192.0.2.1") throws -> EmbeddedConnection {
    try EmbeddedConnection(limits: limits, shares: shares, from: Self.address(address))
  }

  init() {
    limits.connectionsEach = 3
    limits.requestsEach = 2
    limits.requestsTogether = 3
    limits.heldEach = 10_000
    limits.heldTogether = 15_000
  }

  @Test("One connection too many of an address takes the place of the longest idle")
  func longestIdle() throws {
    let shares = HTTPShares(limits: limits)
    let connections = try (0..<3).map { index in
      let connection = try connect(shares)
      connection.channel.embeddedEventLoop.advanceTime(by: .seconds(Int64(10 - index)))
      try connection.send(Self.get)
      return connection
    }
    let next = try connect(shares)
    #expect(connections.map(\.isOpen) == [true, true, false])
    try next.send(Self.get)
    #expect(try next.statuses() == ["200"])
  }

  @Test("Answers that an address leaves unread are counted together, and end with their connections")
  func unread() throws {
    var limits = limits
    limits.unreadEach = 1000
    limits.unreadTogether = 1500
    let shares = HTTPShares(limits: limits)
    let connections = try ["192.0.2.1", "192.0.2.1", "192.0.2.2"].map { try connect(shares, $0) }
    let peers = connections.map(\.peer)
    #expect(peers[0].mayLeave(unread: 900))
    #expect(!peers[1].mayLeave(unread: 200), "two connections of one address")
    #expect(!peers[2].mayLeave(unread: 600), "all together")
    for peer in peers[1...] { #expect(peer.mayLeave(unread: 0)) }
    #expect(peers[2].mayLeave(unread: 600))
    peers[0].close(connections[0].connection)
    #expect(shares.unreadBytes == 600 && peers[1].mayLeave(unread: 200))
  }

  @Test("Where none of an address's connections is idle, one more is refused; other addresses are served")
  func allBusy() throws {
    var refusals = 0
    let shares = HTTPShares(limits: limits) { refusals += 1 }
    for _ in 0..<3 {
      let connection = try connect(shares)
      connection.holdAnswers()
      try connection.send(Self.get)
    }
    let next = try connect(shares)
    let answer = try next.receive()
    #expect(answer.hasPrefix("HTTP/1.1 429 ") && answer.contains("\r\nRetry-After: 1\r\n"))
    #expect(refusals == 1)
    let other = try connect(shares, "192.0.2.2")
    try other.send(Self.get)
    #expect(try other.statuses() == ["200"])
  }

  @Test("A /64 of IPv6 is one address, a user of this host is one, and IPv4 in IPv6 is the IPv4 address")
  func networks() throws {
    #expect(try Self.address("2001:db8::1").network == Self.address("2001:db8::ffff:0:0:1").network)
    #expect(try Self.address("2001:db8::1").network != Self.address("2001:db8:0:1::1").network)
    #expect(try Self.address("::ffff:192.0.2.1").network == Self.address("192.0.2.1").network)
    #expect(try Self.address("192.0.2.1").network != Self.address("192.0.2.2").network)
    #expect(ClientAddress.user(1).network != ClientAddress.user(2).network)
  }

  @Test("Where places of all are short, idle connections go, of the address with the most first")
  func short() throws {
    var limits = limits
    limits.connections = 40
    limits.connectionsEach = 40
    let shares = HTTPShares(limits: limits)
    let few = try EmbeddedConnection(limits: limits, shares: shares, from: Self.address("192.0.2.1"))
    let many = try (0..<30).map { _ in
      try EmbeddedConnection(limits: limits, shares: shares, from: Self.address("192.0.2.2"))
    }
    #expect(few.isOpen)
    #expect(many.filter(\.isOpen).count == 29)
    #expect(shares.hasPlace)
  }

  @Test("Bytes on their way are bounded for each address and for all; what is answered or gone is given back")
  func bytes() throws {
    let shares = HTTPShares(limits: limits)
    let body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n" + String(repeating: "a", count: 8000)
    let first = try connect(shares)
    try first.send(body)
    let second = try connect(shares)
    try second.send(body)
    #expect(try second.statuses() == ["429"])
    let other = try connect(shares, "192.0.2.2")
    try other.send(body)
    #expect(try other.statuses() == ["503"])
    try first.send(String(repeating: "a", count: 1000))
    #expect(try first.statuses() == ["200"])
    #expect(shares.heldBytes == 0)
    let last = try connect(shares)
    try last.send(body)
    last.peer.close(last.connection)
    #expect(shares.heldBytes == 0)
  }

  @Test("Requests that wait for the one before them count, and no connection hoards them")
  func waitingRequests() throws {
    let shares = HTTPShares(limits: limits)
    let connection = try connect(shares)
    connection.holdAnswers()
    try connection.send(String(repeating: Self.get, count: 100))
    #expect(shares.heldBytes <= limits.heldEach)
    connection.answerAllFromNowOn()
    #expect(try connection.statuses().last == "429")
    #expect(shares.heldBytes == 0)
  }

  @Test("Requests at work are bounded for each address and for all")
  func requests() throws {
    let shares = HTTPShares(limits: limits)
    let one = shares.account(of: try Self.address("192.0.2.1"))
    let other = shares.account(of: try Self.address("192.0.2.2"))
    #expect(shares.begin(one) == nil)
    #expect(shares.begin(one) == nil)
    #expect(shares.begin(one)?.status == .tooManyRequests)
    #expect(shares.begin(other) == nil)
    #expect(shares.begin(other)?.status == .serviceUnavailable)
    shares.end(one)
    #expect(shares.begin(other) == nil)
    #expect(shares.requestsAtWork == 3)
  }

  @Test("Where the process may open few files there are fewer connections")
  func descriptors() {
    let limits = HTTPLimits()
    #expect(limits.fitting(descriptors: 65_536).connections == limits.connections)
    #expect(limits.fitting(descriptors: 1024).connections == 448)
    #expect(limits.fitting(descriptors: 1024).connectionsEach == 224)
    #expect(limits.fitting(descriptors: 0).connections == 1)
  }
}
