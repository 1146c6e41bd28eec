import NIOCore
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(2))) struct RefusalTests {
  /// One request may be at work, and after a refusal nothing more is taken up while a test lasts.
  private static let slow = ServerLimits {
    $0 = busy
    $0.refusalInterval = .hours(1)
  }

  /// One request may be at work.
  private static let busy = ServerLimits {
    $0 = .patient
    $0.shares.waitingRequests = Share(all: 1)
  }

  @Test(
    """
    A client that was refused is not read on at once, however much it has sent; \
    others are served, and so is what it has at work
    """
  )
  func pause() async throws {
    try await TestServer.run(Self.slow) { server in
      let flood = try server.connect()
      let other = try server.connect()
      try await flood.send(wait(1), wait(2), echo(3), wait(4))
      let refusal = try #require(try await flood.receiveReply())
      #expect(refusal.id == .number(2))
      #expect(throws: ServiceError.self) { try refusal.outcome.get() }
      try await other.expectService()
      #expect(!flood.hasArrived)
      server.jobs.release(1)
      #expect(try await flood.receiveID() == 1)
      try await other.expectService()
      #expect(!flood.hasArrived)
    }
  }

  @Test("When the pause is over it is read on, also where it has ended its sending")
  func afterwards() async throws {
    try await TestServer.run(Self.busy) { server in
      let client = try server.connect()
      try await client.send(wait(1), wait(2), wait(3), echo(4))
      client.endSending()
      for id in [2, 3, 4] { #expect(try await client.receiveID() == id) }
      server.jobs.release(1)
      #expect(try await client.receiveID() == 1)
      #expect(try await client.receive() == nil)
    }
  }

  @Test("A client that goes away while it is not read harms nobody")
  func vanished() async throws {
    try await TestServer.run(Self.slow) { server in
      let client = try server.connect()
      let other = try server.connect()
      try await client.send(wait(1), wait(2))
      #expect(try await client.receiveID() == 2)
      client.cut()
      server.jobs.release(1)
      try await other.expectService()
    }
  }

  @Test("Refusals at the same time make the pauses longer, one interval each; what was long ago does not")
  func pace() {
    let pace = RefusalPace(interval: .milliseconds(1))
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    for number in 1...5 { #expect(pace.pause(from: start) == start + .milliseconds(Int64(number))) }
    let later = start + .seconds(1)
    #expect(pace.pause(from: later) == later + .milliseconds(1))
  }
}
