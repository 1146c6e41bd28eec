import JSON
import RPC
import WireProtocol

/// A service as a command calls it.
struct RemoteService: Sendable {
  private let transport: any Transport
  private let actingUser: String?
  private let trace: TraceContext
  private let idempotencyKey: IdempotencyKey
  private let repetition: String

  /// - Parameters:
  ///   - idempotencyKey: Of the one change that is made.
  ///   - repetition: How a person makes it again.
  init(
    _ transport: any Transport, actingUser: String?, trace: TraceContext, idempotencyKey: IdempotencyKey,
    repetition: String
  ) {
    self.repetition = repetition
    self.transport = transport
    self.actingUser = actingUser
    self.trace = trace
    self.idempotencyKey = idempotencyKey
  }

  /// - Parameter milliseconds: How long to wait; `nil`: as long as is usual.
  func answer<M: Method>(to method: M, within milliseconds: Int? = nil) async throws(ServiceError) -> Answer<M> {
    var meta = meta
    meta.deadlineMs = milliseconds
    return Answer(result: try await exchange(OutgoingRequest(method, meta: meta), M.effect.isChange))
  }

  /// - Parameter params: A JSON object.
  /// - Returns: The result as the service sent it.
  func result(of method: String, params: [UInt8], isChange: Bool) async throws(ServiceError) -> JSONValue {
    try await exchange(OutgoingRequest(method: method, params: params, meta: meta, isChange: isChange), isChange)
  }

  /// A change that got no answer may have been made: then the error says how to find out.
  private func exchange(_ request: OutgoingRequest, _ isChange: Bool) async throws(ServiceError) -> JSONValue {
    do throws(ServiceError) { return try await transport.exchange(request) } catch {
      var error = error
      if isChange, ExitStatus(error) == .unavailable {
        error.message += "; \(repetition) makes sure that it is done, once"
      }
      throw error
    }
  }

  private var meta: Meta {
    Meta(traceparent: trace.child(), actingUser: actingUser, idempotencyKey: idempotencyKey)
  }
}

/// A result as it came, read only where it is shown to a person.
struct Answer<M: Method>: Sendable {
  let result: JSONValue

  /// - Throws: `internal_error` for a result that is not what the protocol says.
  func reply() throws(ServiceError) -> M.Reply {
    do { return try MessageReader.read(M.Reply.self, from: result, unknownMembers: .ignored) } catch {
      let fault = (error as? DecodingError).map { ServiceError($0).message } ?? "not JSON"
      throw ServiceError(
        .internalError, "\(M.name) answered with something that this version can't show: \(fault); try --json")
    }
  }
}
