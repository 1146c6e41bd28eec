import FoundationEssentials
import Glibc
import JSON
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(2))) struct ClientLimitTests {
  private func outgoing(_ label: Int, deadline: Int? = nil) -> OutgoingRequest {
    OutgoingRequest(
      method: Wait.name, params: Array(#"{"label":\#(label)}"#.utf8), meta: Meta(deadlineMs: deadline))
  }

  @Test("A service that does not answer in time: deadline_exceeded; a late answer is passed over")
  func deadline() async throws {
    let service = try ScriptedService()
    let client = service.client()
    let late = try await refusal { try await client.exchange(outgoing(1, deadline: 50)) }
    #expect(late == ServiceError(.deadlineExceeded, "token-issuer did not answer in time", service: "token-issuer"))
    async let reply = client.exchange(outgoing(2))
    let connection = try await service.accept()
    for _ in 1...2 { try await connection.answerOne() }
    #expect(try await Array(reply.text) == Array(#"{"label":2}"#.utf8))
  }

  @Test("A call whose connection can't be made in time fails at its own deadline, not at an earlier call's")
  func deadlineWhileConnecting() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let listener = try RawListener(path: path, backlog: 0)
    let first = try RawConnection(path: path)
    let client = SocketClient(path: path, service: .tokenIssuer)
    async let patient = refusal { try await client.exchange(outgoing(1)) }
    async let impatient = refusal { try await client.exchange(outgoing(2, deadline: 50)) }
    #expect(try await impatient?.code == .deadlineExceeded)
    // The backlog has room again.
    _ = try await listener.accept()
    let connection = try await listener.accept()
    try await connection.answerOne()
    #expect(try await patient == nil)
    withExtendedLifetime(first) {}
  }

  @Test("The 1025th call that would wait on a connection is refused at once: too_many_requests")
  func tooMany() async throws {
    let service = try ScriptedService()
    let client = service.client()
    try await withThrowingTaskGroup(of: ServiceError?.self) { calls in
      for label in 1...1025 { calls.addTask { try await refusal { try await client.exchange(outgoing(label)) } } }
      let refused = try #require(try await calls.next() ?? nil)
      #expect(refused.code == .tooManyRequests)
      let connection = try await service.accept()
      // What had not left yet would be sent over a new connection.
      unlink(service.socketPath)
      connection.cut()
      #expect(try await calls.reduce(into: 0) { $0 += $1?.code == .unavailable ? 1 : 0 } == 1024)
    }
  }

  @Test("A request that no frame holds is not sent")
  func tooLong() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    let text = String(repeating: "x", count: 1_048_576)
    #expect(try await refusal { try await client.call(Echo(text: text)) }?.code == .invalidRequest)
    async let reply = client.call(Echo(text: "short"))
    try await service.accept().answerOne()
    #expect(try await reply.text == "short")
  }

  @Test("Calls are spread over the connections in turn, each of which pipelines")
  func spread() async throws {
    let service = try ScriptedService()
    let client = service.client(connections: 3)
    try await withThrowingTaskGroup(of: Void.self) { calls in
      for label in 1...30 { calls.addTask { _ = try await client.exchange(outgoing(label)) } }
      for _ in 1...3 {
        let connection = try await service.accept()
        for _ in 1...10 { try await connection.answerOne() }
      }
      try await calls.waitForAll()
    }
  }
}
