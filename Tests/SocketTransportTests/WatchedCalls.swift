import NIOCore
import NIOEmbedded
import RPC
import WireProtocol

@testable import SocketTransport

/// Calls of a client on an event loop whose clock the test moves.
struct WatchedCalls {
  let loop = EmbeddedEventLoop()
  private let deadlines: CallDeadlines

  init() {
    deadlines = CallDeadlines(of: .tokenIssuer, on: loop)
  }

  func make(within time: TimeAmount, _ completion: @escaping PendingCall.Completion) -> PendingCall {
    let request = OutgoingRequest(method: Wait.name, params: Array("{}".utf8), meta: Meta(), isChange: false)
    let call = PendingCall(request, before: loop.now + time, completion)
    deadlines.watch(call)
    return call
  }
}
