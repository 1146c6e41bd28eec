import JSON
import NIOCore
import RPC
import WireProtocol

/// A request on its way. It is settled once: by a reply, by the end of its connection, by its deadline, or by its
/// caller who waits no longer. Lives on its event loop.
final class PendingCall {
  typealias Completion = (Result<JSONValue, any Error>) -> Void

  let deadline: NIODeadline
  /// Neither is kept longer than it is needed.
  private var unsettled: (request: OutgoingRequest, completion: Completion)?
  /// Done when it is settled.
  var onceSettled: (() -> Void)?

  init(_ request: OutgoingRequest, before deadline: NIODeadline, _ completion: @escaping Completion) {
    self.deadline = deadline
    unsettled = (request, completion)
  }

  var isSettled: Bool { unsettled == nil }

  func settle(_ outcome: Result<JSONValue, any Error>) {
    guard let completion = unsettled?.completion else { return }
    unsettled = nil
    onceSettled?()
    onceSettled = nil
    completion(outcome)
  }

  func fail(_ error: any Error) {
    settle(.failure(error))
  }

  /// The message, with what is left of the time.
  /// - Throws: `CancellationError` where the call is settled.
  func message(id: Int, now: NIODeadline) throws -> [UInt8] {
    guard let request = unsettled?.request else { throw CancellationError() }
    var meta = request.meta
    meta.deadlineMs = max(1, Int((deadline - now).nanoseconds / 1_000_000))
    let message = try Request(id: .number(id), method: request.method, params: request.params, meta: meta).encoded()
    guard message.count <= Frame.maximumLength else {
      throw ServiceError(
        .invalidRequest, "the request is \(message.count) bytes; at most \(Frame.maximumLength) can be sent")
    }
    return message
  }
}
