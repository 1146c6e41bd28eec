import RPC
import TestSupport
import Testing
import WireProtocol

/// Bytes in a frame that are no valid request: each gets its own clear error, and the connection is served on.
@Suite(.timeLimit(.minutes(2))) struct MalformedMessageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let message: String
    let code: ErrorCode
    let text: String
    var id: RequestID?
    var path: String?

    var testDescription: String { message.count > 80 ? "\(message.prefix(80))…" : message }
  }

  @Test(
    "What is no request is refused, by name where there is one",
    arguments: [
      Case(message: "hello", code: .parseError, text: "expected a value, at byte 0"),
      Case(message: #"{"id":1"#, code: .parseError, text: "expected ',' or '}' in an object, at byte 7"),
      Case(message: echo(1) + echo(2), code: .parseError, text: "text follows the message"),
      Case(message: "[\(echo(1))]", code: .malformedRequest, text: "batches and bare values are not taken"),
      Case(
        message: #"{"jsonrpc":"2.0","method":"test.echo"}"#, code: .malformedRequest,
        text: "notifications are not taken"),
      Case(
        message: #"{"jsonrpc":"2.0","id":null,"method":"test.echo"}"#, code: .malformedRequest, text: "id: ", path: "id"
      ),
      Case(
        message: #"{"jsonrpc":"2.0","id":1.5,"method":"test.echo"}"#, code: .malformedRequest,
        text: "a whole number or a string", path: "id"),
      Case(
        message: #"{"jsonrpc":"1.0","id":1,"method":"test.echo"}"#, code: .malformedRequest, text: #"expected "2.0""#,
        id: .number(1)),
      Case(
        message: #"{"jsonrpc":"2.0","id":"a"}"#, code: .malformedRequest, text: "method is missing", id: .string("a")),
      Case(
        message: request(1, "test.nothing"), code: .methodNotFound, text: #"no method "test.nothing""#, id: .number(1)),
      Case(
        message: request(1, "test.echo", "[1]"), code: .invalidParams, text: "expected an object", id: .number(1),
        path: "params"),
      Case(
        message: String(repeating: "[", count: 10_000), code: .parseError, text: "nested deeper than 64 levels"),
      Case(message: "null", code: .malformedRequest, text: "a message is one JSON object"),
      Case(
        message: request(
          1, "test.echo", String(repeating: #"{"text":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000)),
        code: .parseError, text: "nested deeper than 64 levels"),
      Case(message: #"{"id":1,"id":2}"#, code: .parseError, text: #"member "id" stands twice, at byte 8"#),
      Case(
        message: request(1, "test.echo", #"{"text":"a","t\u0065xt":"b"}"#), code: .parseError,
        text: #"member "text" stands twice"#),
    ])
  func refused(_ malformed: Case) async throws {
    try await expectRefusal(malformed)
  }

  @Test(
    "Wrong parameters are refused by the member's name",
    arguments: [
      parameters("{}", "text: required, but missing", "text"),
      parameters(#"{"text":7}"#, "text: expected a string", "text"),
      parameters(#"{"text":null}"#, "text: expected a string, not null", "text"),
      parameters(#"{"text":"","number":"7"}"#, "number: expected a whole number", "number"),
      parameters(#"{"text":"","number":1.5}"#, "number: expected a whole number", "number"),
      parameters(#"{"text":"","number":9223372036854775808}"#, "number: expected a whole number", "number"),
      parameters(#"{"text":"","number":-1e400}"#, "number: expected a whole number", "number"),
      parameters(#"{"text":"","number":1001}"#, "number: 1001 is out of bounds; 1 to 1000 items are allowed", "number"),
      parameters(#"{"text":"","flag":1}"#, "flag: expected true or false", "flag"),
      parameters(#"{"text":"","list":[1,2,"x"]}"#, "list[2]: expected a whole number", "list[2]"),
      parameters(#"{"text":"","list":{}}"#, "list: expected an array", "list"),
      parameters(
        #"{"text":"","colour":1}"#, "colour: test.echo has no such member; it takes text, number, flag, list",
        "colour"),
    ])
  func wrongParameters(_ malformed: Case) async throws {
    try await expectRefusal(malformed)
  }

  private static func parameters(_ params: String, _ text: String, _ path: String) -> Case {
    Case(message: request(1, Echo.name, params), code: .invalidParams, text: text, id: .number(1), path: path)
  }

  private func expectRefusal(_ malformed: Case) async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(malformed.message)
      let reply = try #require(try await connection.receiveReply())
      #expect(reply.id == malformed.id)
      #expect(reply.error?.code == malformed.code)
      #expect(reply.error?.message.contains(malformed.text) == true, "\(reply.error?.message ?? "no error")")
      #expect(reply.error?.path == malformed.path)
      try await connection.expectService()
    }
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      let parts = echo(1, "|").utf8.split(separator: UInt8(ascii: "|"))
      try await connection.send(RawFrame(parts[0] + bytes + parts[1]).bytes)
      let reply = try #require(try await connection.receiveReply())
      #expect(reply.id == nil)
      #expect(reply.error?.code == .parseError)
      #expect(reply.error?.message.contains("a string is not valid UTF-8") == true)
      try await connection.expectService()
    }
  }

  @Test("What an error repeats of a request is short, however long that was")
  func longNames() async throws {
    let long = String(repeating: "é", count: 200_000)
    try await TestServer.run { server in
      let connection = try server.connect()
      for message in [request(1, long), request(1, Echo.name, #"{"\#(long)":1}"#), #"{"\#(long)":1,"\#(long)":1}"#] {
        async let reply = connection.receive()
        try await connection.send(message)
        #expect(try await reply?.utf8.count ?? .max < 1000)
      }
      try await connection.expectService()
    }
  }

  @Test("A failure of the service's own does not tell its reason")
  func internalError() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(request(1, Fail.name))
      let reply = try #require(try await connection.receive())
      #expect(reply.contains("internal_error"))
      #expect(!reply.contains(Fail.Accident().description))
    }
  }

  @Test("A caller whom the access rule does not name is refused before the handler")
  func accessDenied() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(request(1, Reserved.name))
      #expect(try await connection.receiveReply()?.error?.code == .accessDenied)
    }
  }
}
