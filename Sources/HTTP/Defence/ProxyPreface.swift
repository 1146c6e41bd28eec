import Daemon
import NIOCore
import NIOHTTP1
import SystemCalls

/// The first bytes of a connection that a trusted proxy makes: whom it connects (PROXY protocol 1 and 2, HAProxy's
/// proxy-protocol.txt). Stands before everything else, TLS included.
final class ProxyPreface: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let peer: ConnectedPeer
  private let connection: HTTPConnection
  private let proxies: TrustedProxies
  private var bytes = ByteBuffer()

  init(_ peer: ConnectedPeer, _ connection: HTTPConnection, _ proxies: TrustedProxies) {
    self.peer = peer
    self.connection = connection
    self.proxies = proxies
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes.writeImmutableBuffer(unwrapInboundIn(data))
    switch ProxyHeader.read(from: &bytes) {
    case .incomplete: return
    case .broken:
      bytes.clear()
      connection.refuse(
        RequestFault(.badRequest, "a trusted proxy must begin with the PROXY protocol, as proxy_protocol is set"))
    case .client(nil): break
    case .client(let client?):
      let fault = peer.become(.internet(client), isProxy: proxies.contains(client), connection)
      if let fault { connection.refuse(fault) }
    }
    if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }
}

/// A header of the PROXY protocol.
enum ProxyHeader: Equatable {
  case incomplete
  case broken
  /// `nil`: the proxy speaks for itself, or does not tell.
  case client(IPAddress?)

  private static let signature: [UInt8] = Array("\r\n\r\n\0\r\nQUIT\n".utf8)
  /// Of version 1 with its end (section 2.1).
  private static let longestLine = 107
  /// Of version 2, extensions included.
  private static let longestBlock = 2048

  /// Takes the header off the bytes, once all of it is there.
  static func read(from bytes: inout ByteBuffer) -> ProxyHeader {
    let start = bytes.readableBytesView
    if start.prefix(signature.count).elementsEqual(signature.prefix(start.count)) {
      return start.count < 16 ? .incomplete : readBlock(from: &bytes)
    }
    guard start.prefix(6).elementsEqual("PROXY ".utf8.prefix(start.count)) else { return .broken }
    guard let end = start.firstIndex(of: UInt8(ascii: "\n")) else {
      return start.count < longestLine ? .incomplete : .broken
    }
    guard let line = bytes.readString(length: end + 1 - start.startIndex), line.utf8.count <= longestLine,
      line.hasSuffix("\r\n")
    else { return .broken }
    return readLine(line.dropLast())
  }

  /// `PROXY TCP4 192.0.2.1 192.0.2.2 56324 443`.
  private static func readLine(_ line: Substring) -> ProxyHeader {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    if words.count >= 2, words[1] == "UNKNOWN" { return .client(nil) }
    guard words.count == 6, ["TCP4", "TCP6"].contains(words[1]), let address = IPAddress(String(words[2])),
      IPAddress(String(words[3])) != nil, UInt16(words[4]) != nil, UInt16(words[5]) != nil
    else { return .broken }
    return .client(address)
  }

  /// Section 2.2.
  private static func readBlock(from bytes: inout ByteBuffer) -> ProxyHeader {
    let start = bytes.readerIndex
    guard let command: UInt8 = bytes.getInteger(at: start + 12), let family: UInt8 = bytes.getInteger(at: start + 13),
      let length: UInt16 = bytes.getInteger(at: start + 14), length <= longestBlock, command >> 4 == 2
    else { return .broken }
    guard bytes.readableBytes >= 16 + Int(length) else { return .incomplete }
    bytes.moveReaderIndex(forwardBy: 16)
    guard let block = bytes.readBytes(length: Int(length)) else { return .broken }
    switch (command & 0x0F, family) {
    case (0, _): return .client(nil)
    case (1, 0x11) where block.count >= 12: return .client(IPAddress(bytes: block.prefix(4)))
    case (1, 0x21) where block.count >= 36: return .client(IPAddress(bytes: block.prefix(16)))
    case (1, 0x00), (1, 0x31): return .client(nil)
    default: return .broken
    }
  }
}
