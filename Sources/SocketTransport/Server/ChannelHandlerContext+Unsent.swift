package import NIOCore

extension ChannelHandlerContext {
  /// Bytes that were written and that the socket has not taken.
  package var unsentBytes: Int { (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }

  /// - Parameter body: Called when the socket has taken all that was written so far, or is closed.
  package func whenSent(_ body: @escaping () -> Void) {
    writeAndFlush(NIOAny(ByteBuffer())).assumeIsolated().whenComplete { _ in body() }
  }
}
