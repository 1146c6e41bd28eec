import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(2))) struct ReconnectionTests {
  @Test("A client whose service went away and came back needs no care")
  func restart() async throws {
    let directory = try TemporaryDirectory()
    let client = Client(SocketClient(path: "\(directory.path)/s", service: .tokenIssuer, connections: 2))
    for round in 1...5 {
      try await TestServer.run(in: directory) { _ in
        for number in 1...4 {
          let echo = Echo(text: "call \(number) of round \(round)")
          let reply = try await client.call(echo)
          #expect(reply == echo)
        }
      }
    }
  }

  @Test("A read whose connection broke is sent again")
  func repeatsReads() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let reply = client.call(Wait(label: 7))
    for _ in 1...2 { #expect(try await service.accept().receive()?.contains(Wait.name) == true) }
    try await service.accept().answerOne()
    #expect(try await reply == Wait(label: 7))
  }

  @Test("After the third broken connection a read fails as well")
  func givesUp() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let refusal = refusal { try await client.call(Wait(label: 7)) }
    for _ in 1...3 { _ = try await service.accept().receive() }
    let error = try #require(try await refusal)
    #expect(error.code == .unavailable)
    #expect(error.service == "token-issuer")
  }

  @Test("A change whose connection broke is never sent again, and what became of it is left open")
  func doesNotRepeatChanges() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let lost = refusal { try await client.call(Change(label: 7)) }
    #expect(try await service.accept().receive()?.contains(Change.name) == true)
    #expect(
      try await lost
        == ServiceError(
          .unavailable, "the connection to token-issuer broke; it is not known whether the request was carried out",
          service: "token-issuer"))
    async let reply = client.call(Change(label: 8))
    let next = try await service.accept()
    #expect(try await next.receive()?.contains(#"{"label":8}"#) == true)
    try await next.send(#"{"jsonrpc":"2.0","id":1,"result":{"label":8}}"#)
    #expect(try await reply == Change(label: 8))
  }

  @Test("A loss with many calls under way settles each of them once")
  func manyLost() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    let lost = try await withThrowingTaskGroup(of: ServiceError?.self) { calls in
      for label in 1...100 { calls.addTask { try await refusal { try await client.call(Change(label: label)) } } }
      let connection = try await service.accept()
      for _ in 1...100 { _ = try await connection.receive() }
      connection.cut()
      return try await calls.reduce(into: 0) { $0 += $1?.code == .unavailable ? 1 : 0 }
    }
    #expect(lost == 100)
  }
}
