import Dispatch
import NIOCore
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(2))) struct PipeliningTests {
  @Test("Replies come in the order in which they are ready, matched by id")
  func anyOrder() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(wait(1), wait(2), echo(3), wait(4))
      #expect(try await connection.receiveID() == 3)
      for label in [4, 1, 2] {
        server.jobs.release(label)
        #expect(try await connection.receive() == #"{"jsonrpc":"2.0","id":\#(label),"result":{"label":\#(label)}}"#)
      }
    }
  }

  @Test(
    "With 256 requests at work the next is left unread until one of them is answered; other connections are served on")
  func backpressure() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      let other = try server.connect()
      try await connection.send((1...256).flatMap { RawFrame(wait($0)).bytes })
      #expect(await server.jobs.awaitBeginning(of: 256) == Set(1...256))
      try await connection.send(echo(257))
      // The server hears of both connections in the order in which they have something for it.
      try await other.expectService()
      #expect(!connection.hasArrived)
      server.jobs.release(7)
      #expect(try await connection.receiveID() == 7)
      #expect(try await connection.receiveID() == 257)
    }
  }

  @Test("A client that has sent one request is not kept waiting by one that has sent many before")
  func turns() async throws {
    try await TestServer.run { server in
      let flood = try server.connect()
      let modest = try server.connect()
      for connection in [flood, modest] { try await connection.expectService() }
      let pause = await server.pause()
      try await flood.send((1...256).flatMap { RawFrame(wait($0)).bytes })
      try await modest.send(wait(1000))
      pause.signal()
      var begun: [Int] = []
      for await label in server.jobs.begun {
        begun.append(label)
        if begun.count == 257 { break }
      }
      // Both had something to read when the server looked, so the one came after a single read of the other.
      #expect(try #require(begun.firstIndex(of: 1000)) <= 2 * ServerLimits().requestsAtOnce)
    }
  }

  @Test("A client that has sent its last request still gets every reply, then the end of the stream")
  func halfClosed() async throws {
    try await TestServer.run { server in
      let connection = try server.connect()
      try await connection.send(wait(1), echo(2), wait(3))
      connection.endSending()
      #expect(try await connection.receiveID() == 2)
      for label in [3, 1] {
        server.jobs.release(label)
        #expect(try await connection.receiveID() == label)
      }
      #expect(try await connection.receive() == nil)
    }
  }

  @Test("More requests than may be at work, and then the end of the client's sending: all are answered")
  func halfClosedBehindBackpressure() async throws {
    try await TestServer.run(ServerLimits { $0.requestsInFlight = 2 }) { server in
      let connection = try server.connect()
      try await connection.send((1...9).flatMap { RawFrame(wait($0)).bytes })
      connection.endSending()
      for label in 1...9 { server.jobs.release(label) }
      var answered: Set<Int> = []
      while let id = try await connection.receiveID() { answered.insert(id) }
      #expect(answered == Set(1...9))
    }
  }

  @Test("A client that goes away while its requests are at work harms nobody")
  func vanished() async throws {
    try await TestServer.run { server in
      for label in 1...20 {
        let connection = try server.connect()
        try await connection.send(wait(label), wait(-label))
        _ = await server.jobs.awaitBeginning(of: 2)
        connection.cut()
      }
      let other = try server.connect()
      for label in 1...20 { [label, -label].forEach(server.jobs.release) }
      try await other.expectService()
    }
  }
}
