import NIOCore
import NIOEmbedded
import Testing

@testable import HTTP

/// Nobody keeps a connection for nothing: each wait has its end.
@Suite struct ConnectionTimeTests {
  private let limits = HTTPLimits()
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("A connection on which nothing arrives is closed, without a word")
  func silent() throws {
    let connection = try EmbeddedConnection()
    connection.pass(limits.head - .seconds(1))
    #expect(connection.isOpen)
    connection.pass(.seconds(1))
    #expect(!connection.isOpen)
    #expect(try connection.receive() == "")
  }

  @Test(
    "RFC 9110 section 15.5.9: a head that comes byte by byte is told 408 when its time is over, first or not"
  )
  func slowHead() throws {
    for before in ["", Self.get] {
      let connection = try EmbeddedConnection()
      try connection.send(before)
      _ = try connection.receive()
      for byte in "GET / HTTP" {
        try connection.send(String(byte))
        connection.pass(.milliseconds(900))
      }
      #expect(connection.isOpen)
      connection.pass(.seconds(1))
      #expect(try connection.statuses() == ["408"])
      #expect(!connection.isOpen)
    }
  }

  @Test("A head that has begun behind a request at work has the same time, from that one's answer on")
  func slowHeadBehind() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get)
    try connection.send("GET /2")
    connection.pass(.hours(1))
    connection.answer("")
    connection.pass(limits.head)
    #expect(try connection.statuses() == ["200", "408"])
  }

  @Test("RFC 9110 15.5.9: a body that comes byte by byte is told 408 when its time is over")
  func slowBody() throws {
    let connection = try EmbeddedConnection()
    try connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
    for _ in 0..<9 {
      try connection.send("a")
      connection.pass(.seconds(1))
    }
    #expect(connection.isOpen)
    connection.pass(.seconds(1))
    #expect(try connection.statuses() == ["408"])
  }

  @Test("A connection that is kept without a request is closed, without a word")
  func idle() throws {
    let connection = try EmbeddedConnection()
    try connection.send(Self.get)
    _ = try connection.receive()
    connection.pass(limits.keepAlive - .seconds(1))
    #expect(connection.isOpen)
    connection.pass(.seconds(1))
    #expect(try connection.receive() == "")
    #expect(!connection.isOpen)
  }

  @Test("A request at work is waited for, however long it takes")
  func atWork() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get)
    connection.pass(.hours(1))
    connection.answer("")
    #expect(try connection.statuses() == ["200"])
    #expect(connection.isOpen)
  }

  @Test("While answers are unread no request is served, and after a while the connection is cut off")
  func unread() throws {
    let connection = try EmbeddedConnection()
    connection.channel.isWritable = false
    connection.channel.pipeline.fireChannelWritabilityChanged()
    try connection.send(Self.get)
    #expect(connection.requests.isEmpty)
    connection.pass(limits.unreadAnswer - .seconds(1))
    #expect(connection.isOpen)
    connection.pass(.seconds(1))
    #expect(!connection.isOpen)
  }

  @Test("When the gateway stops, a kept connection may bring one more request, which is told the end")
  func farewell() throws {
    let connection = try EmbeddedConnection()
    connection.connection.stop()
    try connection.send(Self.get)
    #expect(try connection.receive().contains("\r\nConnection: close\r\n"))
    let quiet = try EmbeddedConnection()
    quiet.connection.stop()
    quiet.pass(limits.farewell)
    #expect(!quiet.isOpen)
  }

  @Test("When the gateway stops amid a head, the request is still taken")
  func farewellAmidHead() throws {
    let connection = try EmbeddedConnection()
    try connection.send("GET / HTTP/1.1\r\n")
    connection.connection.stop()
    connection.pass(limits.farewell)
    try connection.send("Host: a\r\n\r\n")
    #expect(try connection.statuses() == ["200"])
  }
}
