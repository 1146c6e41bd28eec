package import WireProtocol

/// Calls the methods of one service.
package struct Client: Sendable {
  private let transport: any Transport
  /// Sent as `acting_user` with every call.
  private let actingUser: String?
  /// Sent as `credential` with every call.
  private let credential: CallerCredential?
  /// Sent as `session` with every call.
  private let session: Sensitive?

  package init(
    _ transport: any Transport, actingUser: String? = nil, credential: CallerCredential? = nil,
    session: Sensitive? = nil
  ) {
    self.transport = transport
    self.actingUser = actingUser
    self.credential = credential
    self.session = session
  }

  /// Calls a method on one's own behalf, starting a trace.
  /// - Parameters:
  ///   - trace: Pass one to find the call again in the services' logs.
  ///   - key: Pass one to be able to make the same change again (R19).
  ///   - milliseconds: How long to wait; `nil`: as long as is usual.
  package func call<M: Method>(
    _ method: M, trace: TraceContext = .random(), key: IdempotencyKey? = nil, milliseconds: Int? = nil
  ) async throws -> M.Reply {
    try await send(
      method,
      Meta(
        deadlineMs: milliseconds, traceparent: trace, actingUser: actingUser, idempotencyKey: key,
        credential: credential, session: session))
  }

  /// Calls a method in the course of serving a call: with what is left of its time, under its trace.
  /// - Throws: What the other service refuses; `unavailable` where it has something against this one.
  package func call<M: Method>(
    _ method: M, within call: Call, key: IdempotencyKey? = nil
  ) async throws -> M.Reply {
    let left = call.deadline - .now
    guard left > .zero else { throw ServiceError(.deadlineExceeded, "the caller's deadline has passed") }
    let milliseconds = Int(left / .milliseconds(1))
    do {
      return try await send(
        method, Meta(deadlineMs: max(1, milliseconds), traceparent: call.trace.child(), idempotencyKey: key))
    } catch let refusal as ServiceError where refusal.isOfTheService { throw refusal.toldToCaller(of: M.self) }
  }

  /// - Throws: `CancellationError` to a task that was cancelled meanwhile.
  private func send<M: Method>(_ method: M, _ meta: Meta) async throws -> M.Reply {
    do { return try M.reply(await transport.exchange(OutgoingRequest(method, meta: meta))) } catch {
      try Task.checkCancellation()
      throw error
    }
  }
}

extension ServiceError {
  /// Whether a service that calls another on a caller's behalf is refused for what it is itself.
  fileprivate var isOfTheService: Bool { code == .accessDenied || code == .methodNotFound }

  /// The caller may do what it asked for; the services do not fit together.
  fileprivate func toldToCaller<M: Method>(of method: M.Type) -> ServiceError {
    let other = ServiceName.allCases.first { service in service.methods.contains { $0.name == M.name } }
    return ServiceError(
      .unavailable, "a service that this call needs does not serve this one: \(message)", service: other?.rawValue)
  }
}
