import Dispatch
import NIOCore
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(2))) struct FramingTests {
  @Test("A message may come byte by byte, and many in one piece")
  func pieces() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      for byte in RawFrame(echo(1)).bytes { try await connection.send([byte]) }
      #expect(try await connection.receiveID() == 1)
      try await connection.send((2...100).flatMap { RawFrame(echo($0)).bytes })
      for id in 2...100 { #expect(try await connection.receiveID() == id) }
    }
  }

  @Test("A stream that ends inside a frame is closed after the replies to the whole ones", arguments: [1, 3, 4, 5, 60])
  func truncated(length: Int) async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(RawFrame(echo(1)).bytes + RawFrame(echo(2)).bytes.prefix(length))
      connection.endSending()
      #expect(try await connection.receiveID() == 1)
      #expect(try await connection.receive() == nil)
      try await server.connect().expectService()
    }
  }

  @Test(
    "A length out of bounds gets one error without an id, then the end; what was asked before is answered",
    arguments: [(0, "frame of length 0"), (1_048_577, "frame of 1048577 bytes"), (.max, "frame of 4294967295 bytes")]
      as [(UInt32, String)])
  func lengthOutOfBounds(length: UInt32, message: String) async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(RawFrame(wait(1)).bytes + RawFrame.header(length) + RawFrame(echo(2)).bytes)
      let refusal = try #require(try await connection.receive())
      #expect(refusal.hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":{"#))
      #expect(refusal.contains(#""message":"\#(message)"#))
      server.jobs.release(1)
      #expect(try await connection.receiveID() == 1)
      #expect(try await connection.receive() == nil)
    }
  }

  @Test("A frame of exactly 1 MiB is served")
  func longestFrame() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      let padding = String(repeating: " ", count: Frame.maximumLength - echo(1).utf8.count)
      async let reply = connection.receiveID()
      try await connection.send(echo(1) + padding)
      #expect(try await reply == 1)
    }
  }

  @Test("A sender whose frame does not get whole in time is closed, others are served on", arguments: [1, 4, 40])
  func slowSender(length: Int) async throws {
    try await TestServer.run(ServerLimits { $0.partialFrame = .milliseconds(50) }) { server in
      let good = try server.connect()
      let slow = try server.connect()
      try await good.expectService()
      try await slow.send(Array(RawFrame(echo(1)).bytes.prefix(length)))
      #expect(try await slow.receive() == nil)
      try await good.expectService()
    }
  }

  @Test("A pause of the server's own does not count against a sender whose frame was under way")
  func ownPause() async throws {
    let limits = ServerLimits {
      $0 = .patient
      $0.partialFrame = .seconds(1)
    }
    try await TestServer.run(limits) { server in
      let connection = try server.connect()
      try await connection.expectService()
      let frame = RawFrame(echo(1)).bytes
      let first = await server.pause()
      // A server that pauses for ever could not be ended. A second signal does no harm.
      defer { first.signal() }
      try await connection.send(Array(frame.prefix(10)))
      let second = server.pause(after: .milliseconds(20))
      defer { second.end.signal() }
      first.signal()
      for await _ in second.beginning { break }
      try await connection.send(Array(frame.dropFirst(10)))
      try await Task.sleep(for: .milliseconds(1500))
      second.end.signal()
      #expect(try await connection.receiveID() == 1)
    }
  }

  @Test("Reads that never end where a message ends do not make the buffer grow")
  func misalignedStream() throws {
    let stream = [UInt8](repeating: 0, count: 3).flatMap { _ in RawFrame(String(repeating: "x", count: 40_000)).bytes }
    var reader = FrameReader()
    var first = reader.buffer
    first.writeBytes(stream.prefix(10))
    reader.append(&first)
    for _ in 0..<100 {
      var next = reader.buffer
      next.clear()
      next.writeBytes(stream.dropFirst(10) + stream.prefix(10))
      reader.append(&next)
      for _ in 0..<3 { #expect(try reader.next()?.count == 40_000) }
      #expect(try reader.next() == nil)
      #expect(reader.isPartial)
      #expect(reader.buffer.capacity < 4 * stream.count)
    }
  }
}
