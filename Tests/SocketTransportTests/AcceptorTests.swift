import Dispatch
import NIOCore
import NIOPosix
import RPC
import SystemCalls
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

/// Accepting, on a thread of its own.
@Suite(.timeLimit(.minutes(2))) struct AcceptorTests {
  /// Where an acceptor is at work without a server.
  private struct Site {
    let directory: TemporaryDirectory
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let activity = ServerActivity(logger: .silent)

    init() throws {
      directory = try TemporaryDirectory()
    }

    var path: String { "\(directory.path)/s" }
    var loop: any EventLoop { threads.next() }
  }

  @Test("Who has no place is turned away, and told why, while the loop that serves the others stands still")
  func turnedAway() async throws {
    let limits = ServerLimits {
      $0.idle = nil
      $0.shares.connections = Share(all: 2)
    }
    try await TestServer.run(limits) { server in
      let guests = [try server.connect(), try server.connect()]
      for guest in guests { try await guest.expectService() }
      let pause = await server.pause()
      for _ in 1...10 {
        let stranger = try server.connect()
        #expect(try await stranger.receiveReply()?.error?.code == .tooManyRequests)
        #expect(try await stranger.receive() == nil)
      }
      pause.signal()
      for guest in guests { try await guest.expectService() }
    }
  }

  @Test("While the loop does not take them up, only a few are accepted; then all are served")
  func handedOver() async throws {
    try await TestServer.run { server in
      let guest = try server.connect()
      try await guest.expectService()
      let pause = await server.pause()
      let clients = try (1...10).map { _ in try server.connect() }
      while server.activity.metrics.connectionsAccepted < 5 { await Task.yield() }
      pause.signal()
      for client in clients { try await client.expectService() }
      #expect(server.activity.metrics.connectionsAccepted == 11)
    }
  }

  @Test("Who was accepted when the stop came, and not yet taken up, is left in no doubt")
  func lastGuest() async throws {
    try await TestServer.run { server in
      let guest = try server.connect()
      try await guest.expectService()
      let pause = await server.pause()
      let client = try server.connect()
      server.jobs.release(1)
      try await client.send(wait(1))
      while server.activity.openConnections < 2 { await Task.yield() }
      await server.stop()
      pause.signal()
      var replies: [ReceivedReply] = []
      while let reply = try await client.receiveReply() { replies.append(reply) }
      #expect(replies.compactMap(\.notice) == [.closing, .closed])
      // What is not answered was not carried out.
      #expect(replies.filter { $0.notice == nil }.count == server.jobs.labels.count)
    }
  }

  @Test("Who comes at the moment in which an idle service leaves is served, and so is who comes after that")
  func idle() async throws {
    let site = try Site()
    let (loop, activity) = (site.loop, site.activity)
    let isClosed = loop.makePromise(of: String.self)
    let gate = try await loop.submit {
      NIOLoopBound(
        ConnectionGate(loop: loop, limits: .patient, activity: activity, isClosed: isClosed), eventLoop: loop)
    }.get()
    let acceptor = try Acceptor<Peer>(
      .bind(path: site.path), loop: loop, activity: activity, logger: .silent,
      Reception { _ in
        .root
      } prepare: {
        $0
      } serve: { channel, _ in
        gate.value.add(channel)
        channel.writeAndFlush(ByteBuffer(bytes: RawFrame("welcome").bytes), promise: nil)
      })
    try await loop.submit { try gate.value.open([acceptor]) }.get()
    let pause = DispatchSemaphore(value: 0)
    loop.execute { pause.wait() }
    loop.execute { gate.value.leave() }
    let first = try RawConnection(path: site.path)
    while activity.openConnections < 1 { await Task.yield() }
    pause.signal()
    #expect(try await first.receive() == "welcome")
    #expect(try await RawConnection(path: site.path).receive() == "welcome")
    first.cut()
    while activity.openConnections > 0 { await Task.yield() }
    try await loop.submit { gate.value.leave() }.get()
    #expect(try await isClosed.futureResult.get() == "idle")
    #expect(throws: SystemError.self) { try RawConnection(path: site.path) }
    try await site.threads.shutdownGracefully()
  }

  @Test("Held, it accepts nobody; who has come meanwhile is served as soon as it goes on")
  func held() async throws {
    let site = try Site()
    let (loop, activity) = (site.loop, site.activity)
    let acceptor = try Acceptor<Void>(
      .bind(path: site.path), loop: loop, activity: activity, logger: .silent,
      Reception { _ in
      } prepare: {
        $0
      } serve: { channel, _ in
        channel.writeAndFlush(ByteBuffer(bytes: RawFrame("welcome").bytes), promise: nil)
      })
    acceptor.hold(true)
    try acceptor.start()
    let client = try RawConnection(path: site.path)
    acceptor.hold(false)
    #expect(try await client.receive() == "welcome")
    acceptor.hold(true)
    let other = try RawConnection(path: site.path)
    await withCheckedContinuation { ended in acceptor.stop { ended.resume() } }
    #expect(activity.metrics.connectionsAccepted == 1)
    acceptor.hold(false)
    try acceptor.start()
    #expect(try await other.receive() == "welcome")
    await withCheckedContinuation { ended in acceptor.stop { ended.resume() } }
    acceptor.closeSocket()
    try await site.threads.shutdownGracefully()
  }
}
