import Glibc
import InMemoryLogging
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import SocketTransport

/// What a server does that can accept no connection.
@Suite struct AcceptPauseTests {
  private let log = InMemoryLogHandler()
  private let loop = EmbeddedEventLoop()
  private let channel: EmbeddedChannel

  init() {
    let log = log
    channel = EmbeddedChannel(handler: AcceptPause(logger: Logger(label: "test") { _ in log }), loop: loop)
  }

  private var isAccepting: Bool {
    channel.options.first { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool ?? true
  }

  private func fail(_ number: CInt) {
    channel.pipeline.fireErrorCaught(IOError(errnoCode: number, reason: "accept"))
  }

  @Test("Out of descriptors it waits before it tries again, longer each time, and tells the log once a minute")
  func pauses() throws {
    for pause in [100, 200, 400, 800, 1600, 3200, 5000, 5000] as [Int64] {
      fail(EMFILE)
      #expect(!isAccepting)
      loop.advanceTime(by: .milliseconds(pause - 1))
      #expect(!isAccepting)
      loop.advanceTime(by: .milliseconds(1))
      #expect(isAccepting)
    }
    #expect(log.entries.map(\.level) == [.error])
    try channel.writeInbound(EmbeddedChannel(loop: loop) as any Channel)
    fail(ENFILE)
    loop.advanceTime(by: .milliseconds(100))
    #expect(isAccepting)
    #expect(log.entries.count == 1)
    loop.advanceTime(by: .minutes(1))
    fail(EMFILE)
    #expect(log.entries.count == 2)
  }

  @Test("A connection that was given up before it was accepted is no reason to wait")
  func abandoned() {
    fail(ECONNABORTED)
    #expect(isAccepting && log.entries.isEmpty)
  }
}
