import FoundationEssentials
import WireProtocol

/// A service as a command calls it.
struct RemoteService: Sendable {
  private let transport: any Transport
  private let actingUser: String?
  private let trace: TraceContext

  init(_ transport: any Transport, actingUser: String?, trace: TraceContext) {
    self.transport = transport
    self.actingUser = actingUser
    self.trace = trace
  }

  func answer<M: Method>(to method: M) async throws(ServiceError) -> Answer<M> {
    let params: Data
    do { params = try JSONEncoder.wire.encode(method) } catch {
      throw ServiceError(.internalError, "\(M.name): the parameters can't be sent: \(error)")
    }
    return Answer(json: try await result(of: M.name, params: params, isRepeatable: M.effect == .reads))
  }

  /// - Parameter params: A JSON object.
  /// - Returns: The result's JSON as the service sent it.
  func result(of method: String, params: Data, isRepeatable: Bool) async throws(ServiceError) -> Data {
    let meta = Meta(traceparent: trace.child(), actingUser: actingUser)
    return try await transport.exchange(
      OutgoingRequest(method: method, params: params, meta: meta, isRepeatable: isRepeatable))
  }
}

/// A result as it came, decoded only where it is shown to a person.
struct Answer<M: Method>: Sendable {
  let json: Data

  /// - Throws: `internal_error` for a result that is not what the protocol says.
  func reply() throws(ServiceError) -> M.Reply {
    do { return try JSONDecoder().decode(M.Reply.self, from: json) } catch {
      let fault = (error as? DecodingError).map { ServiceError($0).message } ?? "not JSON"
      throw ServiceError(
        .internalError, "\(M.name) answered with something that this version can't show: \(fault); try --json")
    }
  }
}
