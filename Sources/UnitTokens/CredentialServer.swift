import Daemon
import Logging
import NIOCore
import NIOPosix
import RPC
import ServiceLifecycle
import SocketTransport
import WireProtocol

/// Answers each connection with one token, and closes it.
struct CredentialServer: Service, CustomStringConvertible {
  let sockets: [ListeningSocket]
  let stage: Stage

  /// The service group names its services by their description.
  var description: String { "CredentialServer" }

  func run() async throws {
    guard !sockets.isEmpty else { return try await gracefulShutdown() }
    let open = try await stage.loop.submit { NIOLoopBound(OpenConnections(), eventLoop: stage.loop) }.get()
    let acceptors = try sockets.map {
      try Acceptor($0, loop: stage.loop, activity: stage.activity, logger: stage.logger, reception(open))
    }
    for acceptor in acceptors { try acceptor.start() }
    try? await gracefulShutdown()
    for acceptor in acceptors {
      await withCheckedContinuation { ended in acceptor.stop { ended.resume() } }
      acceptor.closeSocket()
    }
    // Each has a limit of time.
    for closing in try await stage.loop.submit({ open.value.closing }).get() { try? await closing.get() }
  }

  private func reception(_ open: NIOLoopBound<OpenConnections>) -> Reception<(Peer, UnitName)> {
    Reception { [stage] connection in
      do {
        if let guest = try Self.guest(connection) { return guest }
        stage.logger.notice("a connection for a credential is closed: its name is not one that systemd gives")
      } catch {
        stage.logger.notice("a connection for a credential is closed: \(error)")
      }
      return nil
    } prepare: {
      // systemd says at once that it has nothing to send.
      $0.channelOption(.autoRead, value: false).channelOption(.allowRemoteHalfClosure, value: true)
    } serve: { [stage] channel, guest in
      open.value.note(channel)
      try channel.pipeline.syncOperations.addHandler(
        CredentialConnection(peer: guest.0, unit: guest.1, stage: stage))
    }
  }

  /// Who has connected, and for which unit; `nil` where that is not told.
  private static func guest(_ connection: CInt) throws -> (Peer, UnitName)? {
    let credentials = try PeerCredentials(ofSocket: connection)
    guard let address = try UnitAddress(ofPeer: connection) else { return nil }
    let callers: Callers = credentials.userID == 0 ? [.anyone, .serviceManager] : .anyone
    return (Peer(processID: credentials.processID, userID: credentials.userID, callers: callers) { nil }, address.unit)
  }
}

/// The connections that wait for their token.
private final class OpenConnections {
  private var channels: [ObjectIdentifier: any Channel] = [:]

  var closing: [EventLoopFuture<Void>] { channels.values.map(\.closeFuture) }

  func note(_ channel: any Channel) {
    channels[ObjectIdentifier(channel)] = channel
    let own = NIOLoopBound(self, eventLoop: channel.eventLoop)
    channel.closeFuture.whenComplete { _ in
      own.value.channels[ObjectIdentifier(channel)] = nil
    }
  }
}
