import JSON
import NIOCore
import RPC
import SocketTransport
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// The end of a connection leaves nobody in doubt: neither a client that knows the notices nor one that does not.
@Suite(.timeLimit(.minutes(2))) struct FarewellTests {
  @Test("What arrives after the notice is refused as not carried out, and what was read before is answered")
  func declined() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(wait(1))
      _ = await server.jobs.awaitBeginning(of: 1)
      await server.stop()
      try await connection.expect(.closing)
      try await connection.send(request(2, Change.name, #"{"label":2}"#), "{}", echo(3))
      let refused = try #require(try await connection.receiveReply())
      #expect(refused.id == .number(2))
      #expect(refused.error?.code == .unavailable)
      #expect(refused.error?.isNotCarriedOut == true)
      #expect(try await connection.receiveReply()?.error?.code == .malformedRequest)
      #expect(try await connection.receiveID() == 3)
      server.jobs.release(1)
      #expect(try await connection.receiveReply()?.error == nil)
      try await connection.expect(.closed)
      #expect(try await connection.receive() == nil)
      #expect(server.jobs.answered == 0)
    }
  }

  @Test("A request of which a part had been read when the stop came is not carried out either")
  func partial() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(wait(1))
      _ = await server.jobs.awaitBeginning(of: 1)
      let frame = RawFrame(echo(2)).bytes
      try await connection.send(Array(frame.prefix(10)))
      try await server.connect().expectService()
      await server.stop()
      try await connection.expect(.closing)
      try await connection.send(Array(frame.dropFirst(10)))
      #expect(try await connection.receiveReply()?.error?.isNotCarriedOut == true)
      server.jobs.release(1)
      #expect(try await connection.receiveID() == 1)
    }
  }

  @Test("A peer that goes on sending after the last word gets no error for it")
  func deafPeer() async throws {
    try await TestServer.run(ServerLimits { $0.farewell = .hours(1) }) { server in
      let connection = try server.connect()
      try await connection.expectService()
      await server.stop()
      try await connection.expect(.closing, .closed)
      try await connection.send(echo(1), echo(2))
      #expect(try await connection.receive() == nil)
      connection.cut()
      try await server.awaitEnd()
    }
  }

  @Test("A peer that does not close its side is cut off")
  func silentPeer() async throws {
    try await TestServer.run(ServerLimits { $0.farewell = .milliseconds(1) }) { server in
      let connection = try server.connect()
      try await connection.expectService()
      await server.stop()
      try await server.awaitEnd()
      try await connection.expect(.closing, .closed)
    }
  }

  @Test("A peer that closes its side first is still answered")
  func bothClose() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(wait(1))
      _ = await server.jobs.awaitBeginning(of: 1)
      await server.stop()
      try await connection.expect(.closing)
      connection.endSending()
      server.jobs.release(1)
      #expect(try await connection.receiveID() == 1)
      #expect(try await connection.receiveReply()?.notice != .closing)
    }
  }

  @Test("A client sends what was declined, and what has no reply at the end, again elsewhere, changes too")
  func sentElsewhere() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let declined = client.call(Change(label: 1))
    let first = try await service.accept()
    let declinedID = try #require(try await first.receiveRequest()?.id)
    async let unanswered = client.call(Change(label: 2))
    #expect(try await first.receiveRequest()?.params["label"]?.integer == 2)
    let refusal = Reply(id: declinedID, .failure(ServiceError(.unavailable, "not now", isNotCarriedOut: true)))
    try await first.send(notice(.closing), String(decoding: refusal.encoded(), as: UTF8.self))
    let second = try await service.accept()
    try await second.answerOne()
    #expect(try await declined.label == 1)
    async let late = client.call(Change(label: 3))
    try await second.answerOne()
    #expect(try await late.label == 3)
    try await first.send(notice(.closed))
    #expect(try await first.receive() == nil)
    try await second.answerOne()
    #expect(try await unanswered.label == 2)
  }

  private func notice(_ notice: ConnectionNotice) -> String { String(decoding: notice.message, as: UTF8.self) }

  @Test("Changes that a server was stopped under at any moment are carried out once each", arguments: 0...32)
  func stopsAtEveryStep(begun: Int) async throws {
    let directory = try TemporaryDirectory()
    let kept = try KeptSocket(in: directory)
    let ledger = Ledger()
    try await kept.serve(with: ledger, stoppingAt: begun) { client in
      try await withThrowingTaskGroup(of: Int.self) { calls in
        for label in 1...32 {
          // Some are sent at once, the others as the first ones are taken up: before the stop, beside it and after it.
          if label > 8 { await ledger.awaitChange() }
          calls.addTask { try await client.call(Change(label: label)).label }
        }
        let labels = try await calls.reduce(into: []) { $0.append($1) }
        #expect(labels.sorted() == Array(1...32))
      }
    }
    #expect(ledger.carriedOut == Dictionary(uniqueKeysWithValues: (1...32).map { ($0, 1) }))
  }
}

/// What was carried out, and how often.
final class Ledger: Sendable {
  private let counts = Mutex<[Int: Int]>([:])
  private let changes = AsyncStream.makeStream(of: Void.self)

  /// Returns when another change has been carried out.
  func awaitChange() async {
    for await _ in changes.stream.prefix(1) {}
  }

  var carriedOut: [Int: Int] { counts.withLock(\.self) }

  /// - Returns: How many changes there have been.
  func carryOut(_ label: Int) -> Int {
    defer { changes.continuation.yield() }
    return counts.withLock { counts in
      counts[label, default: 0] += 1
      return counts.values.reduce(0, +)
    }
  }
}
