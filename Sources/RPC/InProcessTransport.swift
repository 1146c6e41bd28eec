package import JSON
package import WireProtocol

/// Carries requests to a dispatcher in this process: whole messages, encoded and decoded as on a socket, from a peer of
/// its maker's choice.
package struct InProcessTransport: Transport {
  private let dispatcher: Dispatcher
  private let peer: Peer

  package init(_ dispatcher: Dispatcher, from peer: Peer) {
    self.dispatcher = dispatcher
    self.peer = peer
  }

  package func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    let message: [UInt8]
    do {
      message = try Request(id: .number(1), method: request.method, params: request.params, meta: request.meta)
        .encoded()
    } catch { throw ServiceError(.internalError, "the request can't be encoded") }
    dispatcher.moments.pass()
    let reply =
      switch dispatcher.receive(message, from: peer) {
      case .answered(let reply): reply
      case .pending(let finish): await finish()
      }
    return try ReceivedReply(message: reply.encoded()).outcome.get()
  }
}
