import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(2))) struct ReplyLengthTests {
  @Test("A reply that no frame holds becomes limit_exceeded, and tells to ask for less")
  func tooLong() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      for bytes in [Frame.maximumLength, 3 * Frame.maximumLength] {
        try await connection.send(request(1, Fill.name, #"{"bytes":\#(bytes)}"#))
        let error = try #require(try await connection.receiveReply()?.error)
        #expect(error.code == .limitExceeded)
        #expect(error.message.contains("page_size"))
      }
      try await connection.expectService()
    }
  }

  @Test("A reply almost as long as a frame arrives whole")
  func longest() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      let bytes = Frame.maximumLength - 2048
      try await connection.send(request(1, Fill.name, #"{"bytes":\#(bytes)}"#))
      #expect(try await connection.receive()?.utf8.count ?? 0 > bytes)
    }
  }
}
