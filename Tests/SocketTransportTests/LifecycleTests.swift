import Glibc
import Logging
import NIOCore
import NIOPosix
import RPC
import SystemCalls
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(2))) struct LifecycleTests {
  @Test("A graceful stop answers what was read, says so, then ends each connection and accepts no more")
  func drain() async throws {
    try await TestServer.run { server in
      let busy = try server.connect()
      let idle = try server.connect()
      try await idle.expectService()
      try await busy.send(wait(1), wait(2))
      _ = await server.jobs.awaitBeginning(of: 2)
      await server.stop()
      try await idle.expect(.closing, .closed)
      #expect(try await idle.receive() == nil)
      try await busy.expect(.closing)
      for label in [2, 1] {
        server.jobs.release(label)
        #expect(try await busy.receiveID() == label)
      }
      try await busy.expect(.closed)
      #expect(try await busy.receive() == nil)
      #expect(throws: SystemError.self) { try server.connect() }
    }
  }

  @Test("Requests that were read and not yet taken up when the stop came are answered, too")
  func drainBehindBackpressure() async throws {
    try await TestServer.run(ServerLimits { $0.requestsInFlight = 1 }) { server in
      let connection = try server.connect()
      try await connection.send(wait(1), wait(2), wait(3), echo(4))
      _ = await server.jobs.awaitBeginning(of: 1)
      await server.stop()
      try await connection.expect(.closing)
      (1...3).forEach(server.jobs.release)
      for id in 1...4 { #expect(try await connection.receiveID() == id) }
      try await connection.expect(.closed)
      #expect(try await connection.receive() == nil)
    }
  }

  @Test("What takes longer than the drain may is cut off")
  func drainDeadline() async throws {
    try await TestServer.run(ServerLimits { $0.drain = .milliseconds(50) }) { server in
      let connection = try server.connect()
      try await connection.send(wait(1))
      _ = await server.jobs.awaitBeginning(of: 1)
      await server.stop()
      try await connection.expect(.closing)
      #expect(try await connection.receive() == nil, "it was in doubt about what was left")
    }
  }

  @Test("A peer that reads none of its replies does not hold up a stop for longer than the drain may take")
  func drainSlowReader() async throws {
    try await TestServer.run(ServerLimits { $0.drain = .milliseconds(50) }) { server in
      let connection = try server.connect()
      try await connection.send(request(1, Fill.name, #"{"bytes":1000000}"#))
      #expect(try await connection.receive(count: 1) != nil)
      await server.stop()
      try await server.awaitEnd()
      connection.cut()
    }
  }

  @Test("A server without connections stops when it has been idle; one with a connection does not")
  func idle() async throws {
    try await TestServer.run(ServerLimits { $0.idle = .milliseconds(20) }) { server in
      let connection = try server.connect()
      for id in 1...100 { try await connection.expectService(id) }
      connection.cut()
      try await server.awaitEnd()
    }
  }

  @Test("Of several sockets each is served, for as long as nobody has left all of them idle")
  func sockets() async throws {
    let directory = try TemporaryDirectory()
    let paths = ["\(directory.path)/1", "\(directory.path)/2"]
    let sockets = try paths.map { try ListeningSocket.bind(path: $0) }
    let connections = try paths.map { try RawConnection(path: $0) }
    let server = Task {
      try await SocketServer(
        sockets, Jobs(), ServerLimits { $0.idle = .milliseconds(20) }, MultiThreadedEventLoopGroup.singleton.next(),
        ServerActivity(logger: .silent)
      ).run()
    }
    for connection in connections { try await connection.expectService() }
    for connection in connections { connection.cut() }
    try await server.value
    for path in paths { #expect(throws: SystemError.self) { try RawConnection(path: path) } }
  }

  @Test("A server that nobody ever connects to stops, too")
  func idleFromTheStart() async throws {
    try await TestServer.run(ServerLimits { $0.idle = .milliseconds(20) }) { try await $0.awaitEnd() }
  }

  @Test("No connection is lost to an idle stop: whoever connects at that moment is served by the next start")
  func idleRace() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let kept = try ListeningSocket.bind(path: path)
    defer { close(kept.descriptor) }
    let starts = Task {
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      while !Task.isCancelled {
        let socket = ListeningSocket(descriptor: dup(kept.descriptor))
        let limits = ServerLimits { $0.idle = .microseconds(50) }
        try await SocketServer([socket], Jobs(), limits, loop, ServerActivity(logger: .silent)).run()
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { clients in
      for _ in 1...2 {
        clients.addTask {
          for id in 1...200 { try await RawConnection(path: path).expectService(id) }
        }
      }
      try await clients.waitForAll()
    }
    starts.cancel()
    try await starts.value
  }
}
