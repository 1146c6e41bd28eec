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
    var listening: [any Channel] = []
    for socket in sockets { listening.append(try await listen(socket, open)) }
    try await withTaskCancellationOrGracefulShutdownHandler { [listening] in
      for channel in listening { try await channel.closeFuture.get() }
    } onCancelOrGracefulShutdown: { [listening] in
      for channel in listening { channel.close(promise: nil) }
    }
    // Each has a limit of time.
    for closing in try await stage.loop.submit({ open.value.closing }).get() { try? await closing.get() }
  }

  private func listen(
    _ socket: ListeningSocket, _ open: NIOLoopBound<OpenConnections>
  ) async throws -> any Channel {
    try await ServerBootstrap(group: stage.loop)
      .serverChannelInitializer { [stage] channel in
        channel.eventLoop.makeCompletedFuture { try socket.prepare(channel, stage.activity, stage.logger) }
      }
      .childChannelOption(.autoRead, value: false)
      // systemd says at once that it has nothing to send.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [stage] channel in
        channel.eventLoop.makeCompletedFuture {
          guard let (peer, unit) = try Self.peer(of: channel) else {
            stage.logger.notice("a connection for a credential is closed: its name is not one that systemd gives")
            throw ChannelError.inappropriateOperationForState
          }
          open.value.note(channel, stage.activity)
          try channel.pipeline.syncOperations.addHandler(CredentialConnection(peer: peer, unit: unit, stage: stage))
        }
      }
      .withBoundSocket(socket.descriptor).get()
  }

  /// Who has connected, and for which unit; `nil` where that is not told.
  private static func peer(of channel: any Channel) throws -> (Peer, UnitName)? {
    try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { descriptor in
      let credentials = try PeerCredentials(ofSocket: descriptor)
      guard let address = try UnitAddress(ofPeer: descriptor) else { return nil }
      let callers: Callers = credentials.userID == 0 ? [.anyone, .serviceManager] : .anyone
      let peer = Peer(processID: credentials.processID, userID: credentials.userID, callers: callers) { nil }
      return (peer, address.unit)
    } ?? nil
  }
}

/// The connections that wait for their token. While there is one the process does not exit on idle.
private final class OpenConnections {
  private var channels: [ObjectIdentifier: any Channel] = [:]

  var closing: [EventLoopFuture<Void>] { channels.values.map(\.closeFuture) }

  func note(_ channel: any Channel, _ activity: ServerActivity) {
    channels[ObjectIdentifier(channel)] = channel
    activity.connectionOpened()
    let own = NIOLoopBound(self, eventLoop: channel.eventLoop)
    channel.closeFuture.whenComplete { _ in
      own.value.channels[ObjectIdentifier(channel)] = nil
      activity.connectionClosed()
    }
  }
}
