import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS

/// The client's end of TLS on a connection. It deals with bytes; whoever has it sends and receives them.
final class TLSSession {
  private let channel = EmbeddedChannel()
  private let watch = HandshakeWatch()

  /// - Parameter certificate: The server's.
  init(trusting certificate: OwnCertificate) throws {
    let handler = try NIOSSLClientHandler(context: certificate.context, serverHostname: nil)
    try channel.pipeline.syncOperations.addHandlers([handler, watch])
    // The handshake begins with the connection, which is none of the channel's own.
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/"), promise: nil)
  }

  /// Whether the handshake is done.
  var isEstablished: Bool { watch.isDone }

  /// - Returns: What is to be sent for bytes in the clear, and whatever else is due.
  func seal(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    if !bytes.isEmpty { try channel.writeOutbound(ByteBuffer(bytes: bytes)) }
    var sealed: [UInt8] = []
    while let next = try channel.readOutbound(as: ByteBuffer.self) { sealed += next.readableBytesView }
    return sealed
  }

  /// - Returns: What bytes that came in say in the clear, as far as they are whole.
  func open(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    var clear: [UInt8] = []
    while let next = try channel.readInbound(as: ByteBuffer.self) { clear += next.readableBytesView }
    return clear
  }
}

private final class HandshakeWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private(set) var isDone = false

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSUserEvent.handshakeCompleted = event { isDone = true }
  }
}
