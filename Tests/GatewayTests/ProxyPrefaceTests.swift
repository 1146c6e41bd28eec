import Daemon
import NIOCore
import NIOEmbedded
import SystemCalls
import Testing

@testable import HTTP

/// The PROXY protocol, versions 1 and 2.
@Suite struct ProxyPrefaceTests {
  private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]

  private static func block(_ command: UInt8, _ family: UInt8, _ content: [UInt8]) -> [UInt8] {
    signature + [command, family, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
  }

  private static let fourth: [UInt8] = [192, 0, 2, 1, 192, 0, 2, 2, 0xDC, 4, 1, 0xBB]

  private static let good: [(header: [UInt8], client: String?)] = [
    (Array("PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n".utf8), "192.0.2.1"),
    (Array("PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\n".utf8), "2001:db8::1"),
    (Array("PROXY UNKNOWN\r\n".utf8), nil), (Array("PROXY UNKNOWN ffff:f...f ffff 65535 65535\r\n".utf8), nil),
    (block(0x21, 0x11, fourth), "192.0.2.1"), (block(0x21, 0x11, fourth + [4, 0, 1, 9]), "192.0.2.1"),
    (
      block(
        0x21, 0x21, [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7] + [UInt8](repeating: 1, count: 20)),
      "2001:db8::7"
    ),
    (block(0x20, 0, []), nil), (block(0x20, 0x11, fourth), nil), (block(0x21, 0, []), nil),
  ]

  @Test("Each header is read, whole or byte by byte, and what stands behind it is left")
  func headers() {
    for (header, client) in Self.good {
      let expected = ProxyHeader.client(client.flatMap { IPAddress($0) })
      var bytes = ByteBuffer(bytes: header + Array("GET".utf8))
      #expect(ProxyHeader.read(from: &bytes) == expected)
      #expect(String(buffer: bytes) == "GET")
      for count in 0..<header.count {
        var part = ByteBuffer(bytes: header.prefix(count))
        #expect(ProxyHeader.read(from: &part) == .incomplete)
        #expect(part.readableBytes == count)
      }
    }
  }

  @Test("Headers that are none are broken")
  func broken() {
    let lines = [
      "GET / HTTP/1.1\r\n", "PROXY TCP4 192.0.2.1\r\n", "PROXY TCP4 x 192.0.2.2 1 2\r\n",
      "proxy TCP4 1.2.3.4 1.2.3.4 1 2\r\n",
      "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\n", "PROXY TCP4 192.0.2.1 192.0.2.2 99999 443\r\n",
      "PROXY  TCP4 1 2 3\r\n",
      "PROXY \(String(repeating: "x", count: 200))",
    ]
    let blocks = [
      Self.block(0x11, 0x11, Self.fourth), Self.block(0x22, 0x11, Self.fourth), Self.block(0x21, 0x11, [1, 2, 3]),
      Self.block(0x21, 0x77, Self.fourth), Self.signature + [0x21, 0x11, 0xFF, 0xFF],
      Self.block(0x21, 0x21, Self.fourth),
    ]
    for bytes in lines.map({ Array($0.utf8) }) + blocks {
      var buffer = ByteBuffer(bytes: bytes)
      #expect(ProxyHeader.read(from: &buffer) == .broken, "\(bytes)")
    }
  }

  private static var proxies: TrustedProxies {
    get throws { try #require(TrustedProxies(reading: "10.0.0.0/8")) }
  }

  private func connection() throws -> EmbeddedConnection {
    let connection = try EmbeddedConnection(isProxy: true)
    try connection.channel.pipeline.syncOperations.addHandler(
      ProxyPreface(connection.peer, connection.connection, try Self.proxies), position: .first)
    return connection
  }

  @Test("The connection is the client's from then on; a request in the same bytes is served")
  func client() throws {
    let connection = try connection()
    try connection.send("PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\nGET / HTTP/1.1\r\nHo")
    try connection.send("st: a\r\n\r\n")
    #expect(try connection.statuses() == ["200"])
    #expect(connection.peer.address.description == "192.0.2.1")
    #expect(connection.peer.account.connections.count == 1)
  }

  @Test(
    "What the client writes of itself is not believed, unless it is a trusted proxy, too",
    arguments: [
      ("192.0.2.1", "Forwarded", "192.0.2.1"), ("192.0.2.1", "X-Forwarded-For", "192.0.2.1"),
      ("10.0.0.1", "Forwarded", "6.6.6.6"), ("10.0.0.1", "X-Forwarded-For", "6.6.6.6"),
    ])
  func fields(told: String, field: String, client: String) throws {
    let connection = try connection()
    let value = field == "Forwarded" ? "for=6.6.6.6;proto=https;host=evil" : "6.6.6.6"
    try connection.send(
      "PROXY TCP4 \(told) 192.0.2.2 56324 443\r\nGET / HTTP/1.1\r\nHost: a\r\n\(field): \(value)\r\n\r\n")
    let origin = try RequestOrigin(
      #require(connection.requests.first).head, of: connection.peer, Self.proxies)
    #expect(origin.client.description == client)
    #expect(origin.host == (field == "Forwarded" && client == "6.6.6.6" ? "evil" : nil))
  }

  @Test("Without a header the connection is refused, and told why")
  func missing() throws {
    let connection = try connection()
    try connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let answer = try connection.receive()
    #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("PROXY protocol"))
    #expect(connection.requests.isEmpty)
  }

  @Test("A connection that sends no header is closed in time")
  func silent() throws {
    let connection = try connection()
    try connection.send("PROXY ")
    connection.pass(HTTPLimits().head)
    #expect(!connection.isOpen)
  }
}
