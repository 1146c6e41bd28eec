import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTP

/// One request after the other, each answered once and in its turn, whatever else arrives.
@Suite struct ConnectionTests {
  private static func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  @Test("Requests that arrive together are answered in their order, one at a time")
  func pipelining() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get("/1") + Self.get("/2") + Self.get("/3"))
    for number in 1...3 {
      #expect(connection.requests.map(\.head.uri) == (1...number).map { "/\($0)" })
      connection.answer("answer \(number)")
      #expect(try connection.receive().hasSuffix("answer \(number)\n"))
    }
    #expect(connection.isOpen)
  }

  @Test("Thousands of requests that arrive together take no more of the stack than one")
  func manyAtOnce() throws {
    var limits = HTTPLimits()
    limits.heldEach = .max
    limits.heldTogether = .max
    let connection = try EmbeddedConnection(limits: limits)
    connection.holdAnswers()
    try connection.send(String(repeating: Self.get("/"), count: 20_000))
    connection.answerAllFromNowOn()
    #expect(try connection.statuses().count == 20_000)
  }

  @Test("While many parts wait, no more is read; afterwards it is")
  func pauses() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(String(repeating: Self.get("/"), count: 60))
    #expect(connection.connection.isPaused)
    for _ in 1...60 { connection.answer("") }
    #expect(!connection.connection.isPaused)
  }

  @Test("A fault behind a request is told after the request's answer")
  func faultBehindRequest() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get("/1") + Self.get("/2") + "\u{1}\r\n\r\n")
    #expect(try connection.receive() == "")
    connection.answer("")
    connection.answer("")
    #expect(try connection.statuses() == ["200", "200", "400"])
    #expect(!connection.isOpen)
  }

  @Test("A fault behind answers that are not read yet waits for its turn as well")
  func faultBehindUnread() throws {
    let connection = try EmbeddedConnection()
    connection.channel.isWritable = false
    connection.channel.pipeline.fireChannelWritabilityChanged()
    try connection.send(Self.get("/1") + "\u{1}\r\n\r\n")
    #expect(try connection.receive() == "")
    connection.channel.isWritable = true
    connection.channel.pipeline.fireChannelWritabilityChanged()
    #expect(try connection.statuses() == ["200", "400"])
  }

  @Test("A client that has closed its side gets its answers, then the end")
  func halfClose() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get("/1") + Self.get("/2"))
    connection.endInput()
    connection.answer("")
    #expect(connection.isOpen)
    connection.answer("")
    #expect(try connection.statuses() == ["200", "200"])
    #expect(!connection.isOpen)
  }

  @Test("A client that closes its side amid the next request gets the answer to the one before")
  func halfCloseAmidRequest() throws {
    let connection = try EmbeddedConnection()
    connection.holdAnswers()
    try connection.send(Self.get("/1") + "GET /2 HTTP/1.1\r\nHo")
    connection.endInput()
    #expect(connection.isOpen)
    connection.answer("")
    #expect(try connection.statuses() == ["200", "400"])
    #expect(!connection.isOpen)
  }

  @Test(
    "RFC 9112 section 9.6: a client that wants the connection closed is told so",
    arguments: ["close", "Close", "x, close", "keep-alive, close"])
  func close(option: String) throws {
    let connection = try EmbeddedConnection()
    try connection.send(Self.get("/", "Connection: \(option)\r\n"))
    #expect(try connection.receive().contains("\r\nConnection: close\r\n"))
    #expect(!connection.isOpen)
  }

  @Test("RFC 9112 section 9.3: HTTP/1.0 closes, unless it asks to be kept")
  func firstVersion() throws {
    let closing = try EmbeddedConnection()
    try closing.send("GET / HTTP/1.0\r\n\r\n")
    #expect(try closing.receive().contains("\r\nConnection: close\r\n") && !closing.isOpen)
    let kept = try EmbeddedConnection()
    try kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(try kept.receive().contains("\r\nConnection: keep-alive\r\n") && kept.isOpen)
  }

  @Test(
    "RFC 9110 section 7.8: an upgrade is not made; the request is answered, its body read, and the connection closed",
    arguments: ["h2c", "websocket", "TLS/1.0"])
  func upgrade(to version: String) throws {
    let connection = try EmbeddedConnection()
    try connection.send(
      "POST /u HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: \(version)\r\n"
        + "HTTP2-Settings: AAMAAABk\r\nContent-Length: 3\r\n\r\nabc")
    #expect(connection.requests.map(\.body) == ["abc"])
    let answer = try connection.receive()
    #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("\r\nConnection: close\r\n"))
  }

  @Test("RFC 9110 section 9.3.6: CONNECT is not served")
  func connect() throws {
    let (statuses, isOpen) = try EmbeddedConnection.exchange("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n")
    #expect(statuses == ["405"] && !isOpen)
  }

  @Test("RFC 9110 section 9.3.2: HEAD is told the length and gets no body, refused or not")
  func head() throws {
    let connection = try EmbeddedConnection()
    try connection.send("HEAD /path HTTP/1.1\r\nHost: a\r\n\r\n")
    let answer = try connection.receive()
    #expect(answer.contains("\r\nContent-Length: 6\r\n") && answer.hasSuffix("\r\n\r\n"))
    try connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    let refusal = try connection.receive()
    #expect(refusal.hasPrefix("HTTP/1.1 400 ") && refusal.hasSuffix("\r\n\r\n"))
  }

  @Test("RFC 9110 section 10.1.1: 100 Continue comes before the body, and only where the head is good")
  func expectation() throws {
    let connection = try EmbeddedConnection()
    try connection.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
    #expect(try connection.receive() == "HTTP/1.1 100 Continue\r\n\r\n")
    try connection.send("ab")
    #expect(try connection.statuses() == ["200"])
    let long = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n"
    #expect(try EmbeddedConnection.exchange(long).statuses == ["413"])
    let other = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n"
    #expect(try EmbeddedConnection.exchange(other).statuses == ["417"])
    let old = "POST / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab"
    #expect(try EmbeddedConnection.exchange(old).statuses == ["200"])
  }

  @Test("Values come without the blanks around them")
  func blanks() throws {
    let (statuses, _) = try EmbeddedConnection.exchange(
      "POST / HTTP/1.1\r\nHost: \ta \t\r\nContent-Length: 2 \r\n\r\nab")
    #expect(statuses == ["200"])
  }

  // MARK: Limits

  @Test("RFC 9110 15.5.14: a body of 64 KB is taken, one byte more is not, by its length or by counting")
  func bodyLimit() throws {
    let limit = HTTPLimits().body
    let head = "POST / HTTP/1.1\r\nHost: a\r\n"
    let whole = String(repeating: "a", count: limit)
    let connection = try EmbeddedConnection()
    try connection.send("\(head)Content-Length: \(limit)\r\n\r\n\(whole)")
    #expect(try connection.statuses() == ["200"])
    #expect(connection.requests.first?.body.utf8.count == limit)
    #expect(try EmbeddedConnection.exchange("\(head)Content-Length: \(limit + 1)\r\n\r\n").statuses == ["413"])
    let chunk = "1000\r\n\(String(repeating: "a", count: 0x1000))\r\n"
    let chunked = head + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 17)
    #expect(try EmbeddedConnection.exchange(chunked).statuses == ["413"])
  }

  @Test("RFC 9112 7.1: a chunked body that is whole is taken")
  func chunked() throws {
    let connection = try EmbeddedConnection()
    try connection.send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nab\r\n3;x=y\r\ncde\r\n0\r\n\r\n")
    #expect(connection.requests.map(\.body) == ["abcde"])
  }

  @Test(
    "RFC 6585 section 5: too many fields, too long a field, too many bytes of them, too long a target",
    arguments: [
      String(repeating: "X-A: b\r\n", count: 10_000), "Cookie: \(String(repeating: "c", count: 1 << 20))\r\n",
      (0..<3).map { "X-\($0): \(String(repeating: "c", count: 7000))\r\n" }.joined(),
    ])
  func fieldLimits(fields: String) throws {
    #expect(try EmbeddedConnection.exchange(Self.get("/", fields)).statuses == ["431"])
    #expect(try EmbeddedConnection.exchange(Self.get("/\(String(repeating: "p", count: 13_000))")).statuses == ["431"])
  }

  @Test("RFC 6750 2.1: a token of the longest kind has room in a field")
  func longToken() throws {
    let field = "Authorization: Bearer \(String(repeating: "t", count: 8838))\r\n"
    #expect(try EmbeddedConnection.exchange(Self.get("/", field)).statuses == ["200"])
  }
}
