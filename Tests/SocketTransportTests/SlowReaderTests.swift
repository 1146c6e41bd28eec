import Glibc
import NIOCore
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(2))) struct SlowReaderTests {
  @Test(
    "A peer that asks and never reads is closed; only so many of its requests are taken up as its replies have room")
  func neverReads() async throws {
    try await TestServer.run(ServerLimits { $0.unreadReplies = .milliseconds(50) }) { server in
      let good = try server.connect()
      let greedy = try server.connect()
      let replyLength = 50_000
      let requests = 20_000
      // Fails as soon as the server has closed the connection.
      try? await greedy.send(
        (1...requests).flatMap { RawFrame(request($0, Fill.name, #"{"bytes":\#(replyLength)}"#)).bytes })
      while try await greedy.receive(count: 10_000) != nil {}
      // What the kernel keeps for the peer, and the server itself.
      #expect(server.jobs.answered * replyLength < 1_000_000)
      try await good.expectService()
    }
  }

  @Test("A peer that reads late gets everything")
  func readsLate() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      async let sent: Void = connection.send(
        (1...200).flatMap { RawFrame(request($0, Fill.name, #"{"bytes":50000}"#)).bytes })
      for id in 1...200 { #expect(try await connection.receiveID() == id) }
      try await sent
    }
  }

  @Test(
    "Requests of a few bytes and replies of many: the server keeps its order and its stack, however fast the peer reads"
  )
  func manyWritabilityChanges() async throws {
    let limits = ServerLimits {
      $0 = .patient
      $0.bufferedReplies = 1024
    }
    try await TestServer.run(limits) { server in
      let connection = try server.connect()
      async let sent: Void = connection.send(
        (1...1500).flatMap { RawFrame(request($0, Fill.name, #"{"bytes":1500}"#)).bytes })
      for id in 1...1500 { #expect(try await connection.receiveID() == id) }
      try await sent
    }
  }

  @Test("What the kernel keeps of a peer's replies is no more than the server grants")
  func kernel() async throws {
    try await TestServer.run { server in
      let greedy = try server.connect()
      try await greedy.send((1...1000).flatMap { RawFrame(request($0, Fill.name, #"{"bytes":1000}"#)).bytes })
      var answered = -1
      while answered != server.jobs.answered || answered == 0 {
        answered = server.jobs.answered
        await server.lookAtSockets()
      }
      #expect(answered < 1000)
      var unread: CInt = 0
      #expect(ioctl(greedy.descriptor, UInt(FIONREAD), &unread) == 0)
      #expect((1...2 * ServerLimits.patient.kernelReplies).contains(Int(unread)))
    }
  }
}
