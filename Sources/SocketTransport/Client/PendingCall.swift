import JSON
import NIOCore
import RPC
import WireProtocol

/// A request on its way. It is settled once: by a reply, by the end of its connection, by its deadline, or by its
/// caller who waits no longer. Lives on its event loop.
final class PendingCall {
  let request: OutgoingRequest
  let deadline: NIODeadline
  private let result: EventLoopPromise<JSONValue>
  private(set) var isSettled = false
  /// Done when it is settled.
  var onceSettled: (() -> Void)?

  /// - Parameters:
  ///   - result: Whoever fails it gives the call up.
  ///   - service: Named where the deadline comes first.
  init(
    _ request: OutgoingRequest, to service: ServiceName, deadline: NIODeadline, result: EventLoopPromise<JSONValue>
  ) {
    self.request = request
    self.deadline = deadline
    self.result = result
    let timer = result.futureResult.eventLoop.scheduleTask(deadline: deadline) {
      result.fail(ServiceError(lateAnswerOf: service))
    }
    result.futureResult.assumeIsolated().whenComplete { _ in
      timer.cancel()
      self.isSettled = true
      self.onceSettled?()
      self.onceSettled = nil
    }
  }

  func settle(_ outcome: Result<JSONValue, any Error>) {
    result.completeWith(outcome)
  }

  func fail(_ error: any Error) {
    result.fail(error)
  }

  /// The message, with what is left of the time.
  func message(id: Int, now: NIODeadline) throws -> [UInt8] {
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

extension ServiceError {
  init(lateAnswerOf service: ServiceName) {
    self.init(.deadlineExceeded, "\(service.rawValue) did not answer in time", service: service.rawValue)
  }
}
