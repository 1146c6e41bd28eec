import Glibc
import Testing

@testable import SocketTransport

/// What a server does that can accept no connection.
@Suite struct AcceptPauseTests {
  private let start = ContinuousClock.now

  @Test("Out of descriptors it waits before it tries again, longer each time, and tells the log once a minute")
  func pauses() {
    var pause = AcceptPause()
    var now = start
    for (number, wait) in [100, 200, 400, 800, 1600, 3200, 5000, 5000].enumerated() {
      let isTold = pause.noteFailure(EMFILE, at: now)
      #expect(isTold == (number == 0))
      now += .milliseconds(wait - 1)
      pause.look(at: now)
      #expect(pause.end != nil)
      now += .milliseconds(1)
      pause.look(at: now)
      #expect(pause.end == nil)
    }
    pause.noteSuccess()
    let isToldAgain = pause.noteFailure(ENFILE, at: now)
    #expect(!isToldAgain && pause.end == now + .milliseconds(100))
    let isToldLater = pause.noteFailure(EMFILE, at: start + .seconds(60))
    #expect(isToldLater)
  }

  @Test(
    "A connection that was given up before it was accepted is no reason to wait",
    arguments: [ECONNABORTED, EPROTO, EHOSTUNREACH, EINTR])
  func abandoned(_ number: CInt) {
    var pause = AcceptPause()
    let isTold = pause.noteFailure(number, at: start)
    #expect(!isTold && pause.end == nil)
  }

  @Test("Whatever else is wrong, it does not try again at once", arguments: [EBADF, EINVAL, EOPNOTSUPP, ENOMEM])
  func broken(_ number: CInt) {
    var pause = AcceptPause()
    let isTold = pause.noteFailure(number, at: start)
    #expect(isTold && pause.end != nil)
  }
}
