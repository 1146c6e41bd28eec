import TestSupport
import Testing
import WireProtocol

@testable import HTTP

/// How connections end, on real sockets.
@Suite struct LingerTests {
  @Test("Who is refused amid a body that goes on reads the whole refusal, then the end")
  func refusedAmidBody() async throws {
    try await TestGateway.run { gateway in
      let client = try gateway.connect()
      let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n"
      try await client.connection.send(Array(head.utf8) + [UInt8](repeating: 0x61, count: 300_000))
      let reply = try #require(try await client.receive())
      #expect(reply.status == 413)
      #expect(reply["connection"] == "close")
      #expect(reply["cache-control"] == "no-store" && reply["pragma"] == "no-cache")
      #expect(try await client.isAtEnd())
    }
  }

  @Test("Who sends without end after its refusal is cut off")
  func endless() async throws {
    try await TestGateway.run { gateway in
      let client = try gateway.connect()
      try await client.connection.send(Array("GARBAGE\r\n\r\n".utf8))
      await #expect(throws: (any Error).self) {
        while true { try await client.connection.send([UInt8](repeating: 0x61, count: 1 << 20)) }
      }
    }
  }

  @Test("A client that has closed its side reads its answers, then the end")
  func halfClosed() async throws {
    try await TestGateway.run { gateway in
      let client = try gateway.connect()
      let request = Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
      try await client.connection.send(request + request)
      client.connection.endSending()
      #expect(try await client.receive()?.status == 404)
      #expect(try await client.receive()?.status == 404)
      #expect(try await client.isAtEnd())
    }
  }

  @Test("A client that reads nothing is served no more than it has room for, and everything once it reads")
  func unread() async throws {
    try await TestGateway.run { gateway in
      let client = try gateway.connect()
      let count = 20_000
      let requests = [UInt8](String(repeating: "GET /x HTTP/1.1\r\nHost: a\r\n\r\n", count: count).utf8)
      async let sent: Void = client.connection.send(requests)
      for _ in 0..<count { #expect(try await client.receive()?.status == 404) }
      try await sent
    }
  }

  @Test("Who leaves more answers unread than one address may loses the connection", .timeLimit(.minutes(1)))
  func muchUnread() async throws {
    try await TestGateway.run(limits: HTTPLimits { $0.unreadEach = 10_000 }) { gateway in
      let client = try gateway.connect()
      let requests = [UInt8](String(repeating: "GET /x HTTP/1.1\r\nHost: a\r\n\r\n", count: 1000).utf8)
      await #expect(throws: (any Error).self) { while true { try await client.connection.send(requests) } }
    }
  }

  @Test("Connections of one user beyond its share take the place of idle ones; the last one is served")
  func shares() async throws {
    try await TestGateway.run(limits: HTTPLimits { $0.connectionsEach = 4 }) { gateway in
      var clients: [HTTPClient] = []
      for _ in 0..<10 {
        clients.append(try gateway.connect())
        #expect(try await clients.last?.exchange(HTTPText("GET", "/x")).status == 404)
      }
      #expect(try await clients[0].isAtEnd())
    }
  }

  @Test("Measurements are on their own listener, and nothing else is there; on the public one they are not")
  func metrics() async throws {
    try await TestGateway.run { gateway in
      #expect(try await gateway.exchange(HTTPText("GET", "/metrics")).status == 404)
      let reply = try await gateway.exchange(HTTPText("GET", "/metrics"), on: .metrics)
      #expect(reply["content-type"]?.hasPrefix("application/openmetrics-text") == true)
      #expect(reply.text.contains("oauth_gateway_requests_total{route=\"none\",status=\"4xx\"} 1\n"))
      #expect(try await gateway.exchange(HTTPText("POST", "/v2/token"), on: .metrics).status == 404)
    }
  }

  @Test("Nothing that a client sends adds a field to an answer, and browsers are told to take it as data")
  func fields() async throws {
    try await TestGateway.run { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", "/%0d%0aX-Evil:%201?\u{7E}"))
      #expect(reply["x-evil"] == nil)
      #expect(reply["x-content-type-options"] == "nosniff")
      #expect(reply["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
      #expect(reply["referrer-policy"] == "no-referrer")
    }
  }
}
