import NIOCore
import NIOEmbedded
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(1))) struct TurnTests {
  @Test(
    """
    A user that has sent one request waits for a turn or two of another, however many connections it has and \
    however many of its requests wait
    """
  )
  func users() throws {
    var now = NIODeadline.uptimeNanoseconds(0)
    // Each look at the clock costs a part of a turn.
    let crowd = Crowd {
      now = now + .microseconds(20)
      return now
    }
    let flood = try (0..<50).map { _ in try crowd.connect(.person(nil, userID: 1)) }
    let modest = try crowd.connect(.person(nil, userID: 2))
    let frames = (1...16).flatMap { RawFrame(wait($0)).bytes }
    for channel in flood { try channel.writeInbound(ByteBuffer(bytes: frames)) }
    try modest.writeInbound(ByteBuffer(bytes: RawFrame(wait(1000)).bytes))
    crowd.loop.advanceTime(by: .seconds(1))
    let labels = crowd.jobs.labels
    #expect(labels.count > 200)
    #expect(try #require(labels.firstIndex(of: 1000)) <= 16)
    crowd.jobs.releaseAll()
    crowd.loop.run()
  }

  @Test("Where several users are at work, the loop looks who else has come five times as often as for one")
  func rounds() throws {
    let (one, two) = (try Self.repliesOfFirstRound(users: 1), try Self.repliesOfFirstRound(users: 2))
    #expect(two > 0 && one >= 4 * two, "\(one), \(two)")
  }

  /// How many requests are answered before the loop looks at its sockets.
  private static func repliesOfFirstRound(users: UInt32) throws -> Int {
    var now = NIODeadline.uptimeNanoseconds(0)
    let crowd = Crowd {
      now = now + .microseconds(20)
      return now
    }
    // An account of its own makes turns necessary.
    _ = try crowd.connect(.person(nil, userID: 3))
    let channels = try (1...users).flatMap { user in
      try (1...100).map { _ in try crowd.connect(.person(nil, userID: user)) }
    }
    for channel in channels { try channel.writeInbound(ByteBuffer(bytes: RawFrame(echo(1)).bytes)) }
    crowd.loop.run()
    return try channels.reduce(0) { try $0 + $1.replies().count }
  }
}
