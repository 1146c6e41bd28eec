import Glibc
import InMemoryLogging
import Logging
import NIOCore
import NIOEmbedded
import SystemCalls
import TestSupport
import Testing

@testable import SocketTransport

/// What an instance does that has more connections than another.
@Suite struct EvenAcceptTests {
  private let directory: TemporaryDirectory
  private let other: Siblings
  private let activity: ServerActivity
  private let socket: ListeningSocket
  private let loop = EmbeddedEventLoop()
  private let channel: EmbeddedChannel

  init() throws {
    directory = try TemporaryDirectory()
    let path = "\(directory.path)/instances"
    other = try Siblings(path: path, isFirst: true)
    other.note(isListening: true)
    activity = ServerActivity(
      logger: Logger(label: "test") { _ in InMemoryLogHandler() }, siblings: try Siblings(path: path, isFirst: false))
    socket = try .bind(path: "\(directory.path)/socket")
    channel = EmbeddedChannel(handler: EvenAccept(socket, activity), loop: loop)
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/socket")).wait()
  }

  private var isAccepting: Bool {
    channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool ?? true
  }

  /// Has the instance accept a connection.
  @discardableResult private func accept() throws -> any Channel {
    let connection = EmbeddedChannel(loop: loop)
    activity.connectionOpened()
    connection.closeFuture.assumeIsolated().whenComplete { _ in activity.connectionClosed() }
    try channel.writeInbound(connection as any Channel)
    return connection
  }

  @Test("It rests as long as the other has fewer, and accepts again as soon as its own are fewer")
  func rest() throws {
    let first = try accept()
    #expect(isAccepting)
    try accept()
    #expect(!isAccepting)
    loop.advanceTime(by: .minutes(1))
    #expect(!isAccepting)
    try first.close().wait()
    loop.run()
    #expect(isAccepting)
    try accept()
    #expect(!isAccepting)
    other.note(connections: 1)
    loop.advanceTime(by: .milliseconds(80))
    #expect(isAccepting)
  }

  @Test("What nobody takes it takes itself, after a few milliseconds: the other may hang")
  func hang() throws {
    for _ in 1...2 { try accept() }
    #expect(!isAccepting)
    let waiting = try UnixSocket.connect(to: "\(directory.path)/socket")
    defer { close(waiting) }
    loop.advanceTime(by: .milliseconds(5))
    #expect(isAccepting)
    try accept()
    #expect(!isAccepting)
    loop.advanceTime(by: .milliseconds(5))
    #expect(isAccepting)
  }

  @Test("Once it accepts no more, the other has nothing to wait for")
  func end() throws {
    other.note(connections: 9)
    #expect(other.haveFewer)
    try channel.close().wait()
    loop.run()
    #expect(!other.haveFewer)
  }
}
