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
}
