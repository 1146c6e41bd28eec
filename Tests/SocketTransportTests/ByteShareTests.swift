import Dispatch
import NIOCore
import NIOEmbedded
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

/// How many bytes a server holds for whom.
@Suite(.timeLimit(.minutes(2))) struct ByteShareTests {
  private let crowd = Crowd()

  private func stranger(_ userID: UInt32) -> Peer { .person(nil, userID: userID) }

  /// A frame of the longest kind without its last bytes, in the pieces in which it is read.
  private static let halfFrame: [ArraySlice<UInt8>] = {
    let bytes = RawFrame(echo(1) + String(repeating: " ", count: Frame.maximumLength - echo(1).utf8.count)).bytes
      .dropLast(6)
    return stride(from: 0, to: bytes.count, by: 16_384).map { bytes[$0..<min($0 + 16_384, bytes.count)] }
  }()

  private func sendHalfFrames(_ channels: [EmbeddedChannel]) throws {
    for piece in Self.halfFrame {
      for channel in channels where channel.isActive { try channel.send(piece) }
    }
  }

  @Test("Of many long messages that one user sends at the same time, those are refused that would be too much")
  func halfFrames() throws {
    let channels = try (0..<100).map { _ in try crowd.connect(stranger(1)) }
    try sendHalfFrames(channels)
    let limit = crowd.admission.limits.shares.arrivingBytes[.others].each
    let open = channels.filter(\.isActive)
    #expect(!open.isEmpty && open.count * Frame.maximumLength <= limit)
    for channel in channels where !channel.isActive {
      #expect(try channel.replies().map(\.error?.code) == [.tooManyRequests])
    }
    for channel in open {
      try channel.send(Array("      ".utf8))
      #expect(try channel.replies().map(\.id) == [.number(1)])
    }
  }

  @Test("A user with a single connection gets a message of the longest kind through, whatever others send")
  func longestMessage() throws {
    var flood: [EmbeddedChannel] = []
    for user in 1...20 { flood += try (0..<8).map { _ in try crowd.connect(stranger(UInt32(user))) } }
    try sendHalfFrames(flood)
    let modest = try crowd.connect(stranger(1000))
    try sendHalfFrames([modest])
    try modest.send(Array("      ".utf8))
    #expect(try modest.replies().map(\.id) == [.number(1)])
    let total = flood.count(where: \.isActive) * Frame.maximumLength
    #expect(total <= crowd.admission.limits.shares.arrivingBytes[.others].together)
  }

  @Test("Who does not read its replies has no more of its requests carried out than its share holds")
  func unreadReplies() async throws {
    let limits = ServerLimits {
      $0 = .patient
      $0.shares.heldBytes = Share(all: 1_000_000)
    }
    try await TestServer.run(limits) { server in
      let greedy = try (0..<40).map { _ in try server.connect() }
      for connection in greedy { try await connection.expectService() }
      let before = server.jobs.answered
      for connection in greedy {
        try await connection.send((1...20).flatMap { RawFrame(request($0, Fill.name, #"{"bytes":140000}"#)).bytes })
      }
      var answered = -1
      while answered != server.jobs.answered {
        answered = server.jobs.answered
        await server.lookAtSockets()
      }
      // Without a limit each gets two: one that the kernel keeps, and one that the server keeps.
      #expect(server.jobs.answered - before < greedy.count * 3 / 2)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for connection in greedy {
          group.addTask { try await Self.expectReplies(20, on: connection) }
        }
        try await group.waitForAll()
      }
    }
  }

  private static func expectReplies(_ count: Int, on connection: RawConnection) async throws {
    for id in 1...count { #expect(try await connection.receiveID() == id) }
  }

  @Test("Requests that wait count with what they hold; the next is taken up when there is room")
  func waitingRequests() throws {
    let crowd = Crowd(ServerLimits { $0.shares.heldBytes = Share(all: 1000) })
    let channel = try crowd.connect(stranger(1))
    let other = try crowd.connect(stranger(1))
    let padding = String(repeating: " ", count: 900)
    try channel.send(wait(1) + padding)
    try other.send(wait(2) + padding, wait(3) + padding)
    #expect(try other.replies().isEmpty)
    #expect(crowd.holdings.figures[.heldBytes] ?? 0 > 1800, "two requests are held, the third is not taken up")
    crowd.jobs.release(3)
    crowd.loop.run()
    #expect(try other.replies().isEmpty)
    crowd.jobs.release(1)
    crowd.loop.run()
    #expect(try channel.replies().map(\.id) == [.number(1)])
    #expect(try other.replies().map(\.id) == [.number(3)])
    crowd.jobs.releaseAll()
    crowd.loop.run()
    #expect(crowd.holdings.figures == [.arrivingBytes: 0, .heldBytes: 0])
  }
}
