import Daemon
import Logging
import NIOCore
import RPC
import WireProtocol

/// A connection on which systemd waits for the bytes of a credential. It reads to the end, so the end comes in any
/// case: with the token, or without a byte, and then the log says why.
final class CredentialConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let peer: Peer
  private let unit: UnitName
  private let stage: Stage

  /// A unit's start waits no longer.
  private static let patience = Duration.seconds(5)

  init(peer: Peer, unit: UnitName, stage: Stage) {
    self.peer = peer
    self.unit = unit
    self.stage = stage
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    let end = context.eventLoop.scheduleTask(in: TimeAmount(Self.patience)) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in end.cancel() }
    Task { [peer, unit, stage] in
      do {
        let token = try await CredentialConnection.token(for: unit, peer, stage.dispatcher)
        try await channel.writeAndFlush(ByteBuffer(string: token.revealed))
        stage.logger.info("issued a token to unit \(unit)", metadata: ["unit": "\(unit)"])
      } catch is ServiceError {
        // The dispatcher has told the log.
      } catch {
        stage.logger.notice("a token for unit \(unit) was not taken: \(error)", metadata: ["unit": "\(unit)"])
      }
      try? await channel.close()
    }
  }

  private static func token(for unit: UnitName, _ peer: Peer, _ dispatcher: Dispatcher) async throws -> Sensitive {
    let client = Client(InProcessTransport(dispatcher, from: peer))
    let call = Call(peer: peer, deadline: .now + patience)
    return try await client.call(TokensIssueToUnit(unit: unit), within: call).accessToken
  }
}
