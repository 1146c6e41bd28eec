package import FoundationEssentials

/// Carries a request to a service and brings the result back.
package protocol Transport: Sendable {
  /// - Throws: The service's refusal, or `unavailable` or `deadline_exceeded` from the transport itself.
  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> Data
}

/// A request before a connection gives it its id.
package struct OutgoingRequest: Sendable {
  package let method: String
  /// A JSON object.
  package let params: Data
  package let meta: Meta
  /// Whether it does no harm to send it again when the connection broke before the reply.
  package let isRepeatable: Bool

  package init(method: String, params: Data, meta: Meta, isRepeatable: Bool) {
    self.method = method
    self.params = params
    self.meta = meta
    self.isRepeatable = isRepeatable
  }
}

/// Calls the methods of one service.
package struct Client: Sendable {
  private let transport: any Transport
  /// Sent as `acting_user` with every call.
  private let actingUser: String?

  package init(_ transport: any Transport, actingUser: String? = nil) {
    self.transport = transport
    self.actingUser = actingUser
  }

  /// Calls a method on one's own behalf, starting a trace.
  /// - Parameter trace: Pass one to find the call again in the services' logs.
  package func call<M: Method>(_ method: M, trace: TraceContext = .random()) async throws -> M.Reply {
    try await send(method, Meta(deadlineMilliseconds: nil, traceparent: trace, actingUser: actingUser))
  }

  /// Calls a method in the course of serving a call: with what is left of its time, under its trace.
  package func call<M: Method>(_ method: M, within call: Call) async throws -> M.Reply {
    let left = call.deadline - .now
    guard left > .zero else { throw ServiceError(.deadlineExceeded, "the caller's deadline has passed") }
    let milliseconds = Int(left / .milliseconds(1))
    return try await send(
      method, Meta(deadlineMilliseconds: max(1, milliseconds), traceparent: call.trace.child(), actingUser: nil))
  }

  private func send<M: Method>(_ method: M, _ meta: Meta) async throws -> M.Reply {
    let params = try JSONEncoder.wire.encode(method)
    let result = try await transport.exchange(
      OutgoingRequest(method: M.name, params: params, meta: meta, isRepeatable: M.effect == .reads))
    do { return try JSONDecoder().decode(M.Reply.self, from: result) } catch let error as DecodingError {
      throw ServiceError(
        .internalError, "\(M.name): the reply is not what the protocol says: \(ServiceError(error).message)")
    }
  }
}
