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

  @Test("R19: a change whose connection broke is sent again under the same key, with what is left of its time")
  func repeatsChanges() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let reply = client.call(Change(label: 7))
    var sent: [Meta] = []
    for _ in 1...2 {
      let lost = try await service.accept()
      sent.append(try #require(try await lost.receiveRequest()).meta)
      lost.cut()
    }
    let connection = try await service.accept()
    sent.append(try #require(try await connection.receiveRequest()).meta)
    #expect(Set(sent.map(\.idempotencyKey)).count == 1 && sent[0].idempotencyKey != nil)
    // Before each further time is a pause of a millisecond at least.
    let left = try sent.map { try #require($0.deadlineMs) }
    #expect(left[0] > left[1] && left[1] > left[2], "\(left)")
    try await connection.send(#"{"jsonrpc":"2.0","id":1,"result":{"label":7}}"#)
    #expect(try await reply == Change(label: 7))
  }

  @Test("After the third broken connection what became of a change is left open")
  func changeInDoubt() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let lost = refusal { try await client.call(Change(label: 7)) }
    for _ in 1...3 { _ = try await service.accept().receive() }
    #expect(
      try await lost
        == ServiceError(
          .unavailable, "the connection to token-issuer broke; it is not known whether the request was carried out",
          service: "token-issuer"))
  }

  @Test("A call whose task is cancelled waits no longer; its reply is passed over")
  func cancelled() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    let call = Task { try await client.call(Wait(label: 1)) }
    let connection = try await service.accept()
    let request = try await connection.receive()
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    async let reply = client.call(Wait(label: 2))
    try await connection.send(#"{"jsonrpc":"2.0","id":1,"result":{"label":1}}"#)
    try await connection.answerOne()
    #expect(try await reply == Wait(label: 2))
    #expect(request?.contains(#"{"label":1}"#) == true)
  }

  @Test("A loss with many calls under way settles each of them once")
  func manyLost() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    let lost = try await withThrowingTaskGroup(of: ServiceError?.self) { calls in
      for label in 1...100 { calls.addTask { try await refusal { try await client.call(Change(label: label)) } } }
      for _ in 1...3 {
        let connection = try await service.accept()
        for _ in 1...100 { _ = try await connection.receive() }
        connection.cut()
      }
      return try await calls.reduce(into: 0) { $0 += $1?.code == .unavailable ? 1 : 0 }
    }
    #expect(lost == 100)
  }
}
