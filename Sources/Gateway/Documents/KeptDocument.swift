import HTTP
import JSON
import NIOCore
import RPC
import SocketTransport
import WireProtocol

/// A document of a service, kept for some seconds, and for as long as the service is away. However many ask for it, the
/// service is asked once at a time. Lives on the loop of the service's client.
final class KeptDocument: Sendable {
  typealias Outcome = Result<PublicDocument, ServiceError>

  private struct State {
    var document: PublicDocument?
    /// When the service was asked last.
    var asked = NIODeadline.uptimeNanoseconds(0)
    var waiting: [(Outcome) -> Void] = []
  }

  private let service: SocketClient
  private let ask: @Sendable (Meta) -> OutgoingRequest
  private let now: @Sendable () -> NIODeadline
  private let state: NIOLoopBoundBox<State>

  private static let freshness = TimeAmount.seconds(5)
  /// Whoever can be told what was there before does not wait for long.
  private static let patience = 1_000

  init<M: Method>(_ method: M.Type, of service: SocketClient, now: @escaping @Sendable () -> NIODeadline) {
    self.service = service
    ask = { OutgoingRequest(M.self, params: Array("{}".utf8), meta: $0) }
    self.now = now
    state = NIOLoopBoundBox.makeBoxSendingValue(State(), eventLoop: service.loop)
  }

  func read(for request: HTTPRequest, _ completion: @escaping (Outcome) -> Void) {
    if let document = state.value.document, now() < state.value.asked + Self.freshness {
      return completion(.success(document))
    }
    state.value.waiting.append(completion)
    guard state.value.waiting.count == 1 else { return }
    let patience = state.value.document == nil ? nil : Self.patience
    let meta = Meta(deadlineMs: patience, traceparent: request.trace.child())
    service.exchangeOnLoop(ask(meta)) { self.settle($0.map { PublicDocument($0.text) }) }
  }

  private func settle(_ outcome: Outcome) {
    state.value.asked = now()
    if case .success(let document) = outcome { state.value.document = document }
    let best = state.value.document.map { .success($0) } ?? outcome
    let waiting = state.value.waiting
    state.value.waiting = []
    for completion in waiting { completion(best) }
  }
}

extension Step {
  static func read(
    _ document: KeptDocument, for request: HTTPRequest, then: @escaping @Sendable (KeptDocument.Outcome) -> Step
  ) -> Step {
    .await { next in document.read(for: request) { next(then($0)) } }
  }
}
