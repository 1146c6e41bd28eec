import TestSupport
import Testing

/// How the body of a request to the token endpoint may come over the wire.
@Suite struct FramedFormTests {
  private static let head =
    "POST /v2/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
  private static let grant = "grant_type=client_credentials"

  @Test("RFC 9112 7.1: a form in chunks of any size brings a token", arguments: [1, 7, 100])
  func chunks(size: Int) async throws {
    try await TestGateway.withApp { gateway, app in
      let client = try gateway.connect()
      var text = "\(Self.head)Authorization: \(app.basic)\r\nTransfer-Encoding: chunked\r\n\r\n"
      var rest = Self.grant[...]
      while !rest.isEmpty {
        text += "\(String(rest.prefix(size).utf8.count, radix: 16))\r\n\(rest.prefix(size))\r\n"
        rest = rest.dropFirst(size)
      }
      try await client.connection.send(Array("\(text)0\r\n\r\n".utf8))
      #expect(try await client.receive()?.status == 200)
    }
  }

  @Test("RFC 9110 10.1.1: a form that waits for 100 Continue is asked for, and brings a token")
  func expectation() async throws {
    try await TestGateway.withApp { gateway, app in
      let client = try gateway.connect()
      let fields = "Authorization: \(app.basic)\r\nExpect: 100-continue\r\nContent-Length: \(Self.grant.utf8.count)"
      try await client.connection.send(Array("\(Self.head)\(fields)\r\n\r\n".utf8))
      #expect(try await client.receive()?.status == 100)
      try await client.connection.send(Array(Self.grant.utf8))
      #expect(try await client.receive()?.status == 200)
    }
  }
}
