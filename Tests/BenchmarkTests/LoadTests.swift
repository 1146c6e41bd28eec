import FoundationEssentials
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Benchmark

@Suite(.timeLimit(.minutes(2))) struct LoadTests {
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
  }

  /// Sends so many requests to the reference.
  private func echo(_ count: Int, _ shape: Shape, replyLength: Int) async throws -> LoadOutcome {
    try await onOwnThread { [home] in
      let echo = try EchoServer(programs: Checkout.products, directory: home.path, replyLength: replyLength)
      defer { echo.stop() }
      let requests = try RequestSequence((0..<count).map { _ in ServiceStatusGet() }, repeats: false)
      var position = 0
      return try Load(operation: "echo", socket: echo.socket, shape: shape, requests: requests, expected: #""result""#)
        .run(for: 60, from: &position)
    }
  }

  @Test(
    "Each request is sent and answered once, over any number of connections, sequential and pipelined",
    arguments: [Shape(1), Shape(1, 16), Shape(8), Shape(8, 16)])
  func shapes(shape: Shape) async throws {
    let outcome = try await echo(1000, shape, replyLength: 519)
    #expect(outcome.requests == 1000)
    #expect(outcome.replyLength == 519)
    #expect(outcome.rate > 0)
  }

  @Test("Replies may be longer than what is read at once", arguments: [Shape(1), Shape(2, 4)])
  func longReplies(shape: Shape) async throws {
    #expect(try await echo(50, shape, replyLength: 300_000).requests == 50)
  }

  @Test(
    "The first error of a reply ends the load, and is told with the operation's name",
    arguments: [Shape(1), Shape(1, 2)])
  func error(shape: Shape) async throws {
    let path = "\(home.path)/service.sock"
    let listener = try RawListener(path: path)
    let load = Load(
      operation: TokensIssue.name, socket: path, shape: shape, requests: try RequestSequence(ServiceStatusGet()),
      expected: #""result""#)
    let outcome = Task {
      try await onOwnThread {
        var position = 0
        return try load.run(for: 60, from: &position)
      }
    }
    let connection = try await listener.accept()
    _ = try await connection.receive()
    try await connection.send(
      #"{"jsonrpc":"2.0","id":1000,"error":{"code":-32001,"message":"no such client","#
        + #""data":{"error":"invalid_client"}}}"#
    )
    let failure = await #expect(throws: FailedOperation.self) { try await outcome.value }
    #expect(failure?.description == "tokens.issue failed: invalid_client: no such client")
  }

  @Test("A refusal is counted apart, and the same request is sent again", arguments: [Shape(1), Shape(1, 2)])
  func refused(shape: Shape) async throws {
    let path = "\(home.path)/service.sock"
    let listener = try RawListener(path: path)
    let requests = try RequestSequence(["1", "2"].map { TokensIntrospect(token: Sensitive($0)) }, repeats: false)
    let load = Load(operation: "introspect", socket: path, shape: shape, requests: requests, expected: #""result""#)
      .refusable
    let outcome = Task {
      try await onOwnThread {
        var position = 0
        return try load.run(for: 60, from: &position)
      }
    }
    let connection = try await listener.accept()
    var tokens: [String] = []
    while tokens.count < 3 {
      let request = try ReceivedRequest(message: Array(try #require(try await connection.receive()).utf8))
      let isFirst = tokens.isEmpty
      tokens.append(try Wire.value(TokensIntrospect.self, request.params.text).token.revealed)
      let reply = Reply(
        id: request.id, isFirst ? .failure(ServiceError(.tooManyRequests, "later")) : .success(Array("{}".utf8)))
      try await connection.send(String(decoding: reply.encoded(), as: UTF8.self))
    }
    let done = try await outcome.value
    #expect(tokens.sorted() == ["1", "1", "2"])
    #expect(done.requests == 2 && done.refusals == 1 && done.answered == 3 && done.served == [2])
    #expect(abs(done.refusedShare - 1 / 3) < 0.001)
  }

  @Test("What is answered before a load has settled is not counted")
  func settling() async throws {
    let outcome = try await onOwnThread { [home] in
      let echo = try EchoServer(programs: Checkout.products, directory: home.path, replyLength: 100)
      defer { echo.stop() }
      var position = 0
      return try Load(
        operation: "echo", socket: echo.socket, shape: Shape(2, 2), requests: try RequestSequence(ServiceStatusGet()),
        expected: #""result""#
      ).settled(after: 0.05).run(for: 0.05, from: &position)
    }
    #expect(outcome.requests > 0 && outcome.answered > outcome.requests)
    #expect(outcome.elapsed <= Instant.second / 20)
  }

  @Test("Warming up leaves most of the requests that are sent once, however fast they are answered")
  func warmUp() async throws {
    let line = try await onOwnThread { [home] in
      let echo = try EchoServer(programs: Checkout.products, directory: home.path, replyLength: 100)
      defer { echo.stop() }
      let requests = try RequestSequence((0..<50).map { _ in ServiceStatusGet() }, repeats: false)
      var trials = [
        Trial(
          Load(
            operation: "echo", socket: echo.socket, shape: Shape(2, 2), requests: requests, expected: #""result""#), [])
      ]
      try trials.run(turns: 1, seconds: 10)
      return try trials[0].line(apps: 1, instances: 1)
    }
    #expect(line.requests == 45)
  }

  @Test("A service that closes the connection is an error as well")
  func closed() async throws {
    let path = "\(home.path)/service.sock"
    let listener = try RawListener(path: path)
    let reply = Task { try await onOwnThread { try LoadConnection(path: path).call(ServiceStatusGet()) } }
    let connection = try await listener.accept()
    _ = try await connection.receive()
    connection.cut()
    await #expect(throws: LoadFault.self) { try await reply.value }
  }
}
