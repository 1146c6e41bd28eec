import Testing

@testable import SocketTransport

/// What an instance does that has more connections than another.
@Suite struct EvenAcceptTests {
  private let start = ContinuousClock.now

  @Test("It rests as long as the other has fewer, and accepts again as soon as its own are fewer")
  func rest() {
    var rest = EvenAccept()
    rest.noteAccepted(leavesConnections: false, at: start)
    #expect(rest.end == nil)
    rest.noteAccepted(leavesConnections: true, at: start)
    for time in [5, 10, 100, 1000, 60_000] {
      rest.look(at: start + .milliseconds(time), leavesConnections: true) { false }
      #expect(rest.end != nil)
    }
    rest.look(at: start + .milliseconds(60_001), leavesConnections: false) { false }
    #expect(rest.end == nil)
  }

  @Test("It looks whether somebody waits after 5 milliseconds, then less often, at least every 80")
  func looks() {
    var rest = EvenAccept()
    rest.noteAccepted(leavesConnections: true, at: start)
    var now = start
    for time in [5, 10, 20, 40, 80, 80] {
      now += .milliseconds(time)
      #expect(rest.end == now)
      rest.look(at: now, leavesConnections: true) { false }
    }
  }

  @Test("What nobody takes it takes itself, after a few milliseconds: the other may hang")
  func hang() {
    var rest = EvenAccept()
    rest.noteAccepted(leavesConnections: true, at: start)
    rest.look(at: start + .milliseconds(4), leavesConnections: true) { true }
    #expect(rest.end != nil)
    rest.look(at: start + .milliseconds(5), leavesConnections: true) { true }
    #expect(rest.end == nil)
    rest.noteAccepted(leavesConnections: true, at: start + .seconds(1))
    #expect(rest.end == start + .milliseconds(1005))
  }
}
