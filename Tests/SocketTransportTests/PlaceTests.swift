import InMemoryLogging
import Logging
import NIOCore
import NIOEmbedded
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

/// Who may have how many connections, and which of them are closed where places are short.
@Suite struct PlaceTests {
  private static let limits = ServerLimits {
    $0.shares.connections = Share(
      operators: .init(each: 2, together: 2), suite: .init(each: 2, together: 2), others: .init(each: 4, together: 8))
  }

  private let log = InMemoryLogHandler()
  private let crowd: Crowd

  init() {
    let log = log
    crowd = Crowd(Self.limits, logger: Logger(label: "test") { _ in log })
  }

  private func stranger(_ userID: UInt32) -> Peer { .person(nil, userID: userID) }

  private func connect(_ count: Int, _ peer: Peer) throws -> [EmbeddedChannel] {
    try (0..<count).map { _ in try crowd.connect(peer) }
  }

  @Test("A user has only so many connections; others get theirs, and one that is closed makes room")
  func eachUser() throws {
    let greedy = try connect(4, stranger(1))
    let refusal = #expect(throws: ServiceError.self) { try crowd.connect(stranger(1)) }
    #expect(
      refusal
        == ServiceError(
          .tooManyRequests,
          "uid 1 has 4 connections, as many as one user may (one that asked for nothing, or was refused, counts for a "
            + "while longer); close some first"))
    let modest = try crowd.connect(stranger(2))
    try modest.send(echo(1))
    #expect(try modest.replies().count == 1)
    try greedy[0].send(echo(1))
    greedy[0].close(promise: nil)
    crowd.loop.run()
    _ = try crowd.connect(stranger(1))
  }

  @Test(
    "Connections that asked for nothing, or were refused, keep their places, which are given back one after the other",
    arguments: [[], Array("nonsense".utf8)])
  func useless(_ bytes: [UInt8]) throws {
    for channel in try connect(4, stranger(1)) {
      if !bytes.isEmpty { try channel.send(bytes) }
      channel.close(promise: nil)
    }
    crowd.loop.run()
    #expect(throws: ServiceError.self) { try crowd.connect(stranger(1)) }
    _ = try crowd.connect(stranger(2))
    for _ in 1...4 {
      crowd.loop.advanceTime(by: .milliseconds(20))
      try crowd.connect(stranger(1)).send(echo(1))
      #expect(throws: ServiceError.self) { try crowd.connect(stranger(1)) }
    }
  }

  @Test("However many connections strangers have, operators and the suite's own daemons get theirs")
  func kinds() throws {
    for user in [1, 2] as [UInt32] { _ = try connect(4, stranger(user)) }
    #expect(throws: ServiceError.self) { try crowd.connect(stranger(3)) }
    _ = try connect(2, .root)
    _ = try connect(2, .service(.tokenIssuer))
    #expect(throws: ServiceError.self) { try crowd.connect(.root) }
  }

  @Test("The log is told once in a minute about each user that is refused")
  func refusalsInTheLog() throws {
    for user in [1, 2] as [UInt32] {
      for channel in try connect(4, stranger(user)) { try channel.send(echo(1)) }
    }
    for _ in 1...100 { #expect(throws: ServiceError.self) { try crowd.connect(stranger(1)) } }
    #expect(throws: ServiceError.self) { try crowd.connect(stranger(2)) }
    #expect(log.entries.map { $0.metadata["peer_uid"] } == ["1", "2"])
    crowd.loop.advanceTime(by: .minutes(1))
    #expect(throws: ServiceError.self) { try crowd.connect(stranger(2)) }
    #expect(log.entries.map { $0.metadata["peer_uid"] } == ["1", "2", "2"])
  }

  @Test("Where places are short, who has never asked for anything is closed after 10 seconds, and only so many")
  func neverSpoken() throws {
    let silent = try connect(4, stranger(1))
    try silent[3].send(echo(1))
    crowd.loop.advanceTime(by: .seconds(10))
    #expect(silent.allSatisfy { $0.isActive })
    crowd.loop.advanceTime(by: .seconds(2))
    #expect(silent.count { $0.isActive } == 3)
    #expect(silent[3].isActive)
    crowd.loop.advanceTime(by: .hours(1))
    #expect(silent.count { $0.isActive } == 3)
  }

  @Test("Where places are short, who has long asked for nothing is closed, who asks or waits for a reply is not")
  func silent() throws {
    let channels = try connect(4, stranger(1))
    for channel in channels { try channel.send(echo(1)) }
    try channels[0].send(wait(2))
    for _ in 1...200 {
      crowd.loop.advanceTime(by: .seconds(1))
      for channel in channels[1...2] { try channel.send(echo(3)) }
    }
    #expect(channels.map(\.isActive) == [true, true, true, false])
    crowd.jobs.releaseAll()
    crowd.loop.run()
  }

  @Test("A connection that is silent while places are plenty stays")
  func plenty() throws {
    let channels = try connect(3, stranger(1))
    crowd.loop.advanceTime(by: .hours(24))
    #expect(channels.allSatisfy { $0.isActive })
  }

  @Test("A process that may open few files has fewer connections, each kind in proportion")
  func descriptors() {
    let usual = Shares().connections
    #expect(Shares().fitting(descriptors: 65_536).connections == usual)
    for descriptors in [16, 64, 256, 1024, 4096] {
      let fewer = Shares().fitting(descriptors: descriptors).connections
      let places = PeerKind.allCases.map { fewer[$0].together }
      #expect(places.reduce(0, +) < descriptors)
      #expect(PeerKind.allCases.allSatisfy { fewer[$0].each >= 1 && fewer[$0].each <= fewer[$0].together })
    }
  }
}
