package import JSON
package import WireProtocol

/// Carries a request to a service and brings the result back.
package protocol Transport: Sendable {
  /// - Returns: The result as the service sent it.
  /// - Throws: The service's refusal, or `unavailable` or `deadline_exceeded` from the transport itself.
  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue
}

/// A request before a connection gives it its id. It may be sent again when a connection breaks before the reply.
package struct OutgoingRequest: Sendable {
  package let method: String
  /// A JSON object.
  package let params: [UInt8]
  package let meta: Meta
  /// Whether it holds what works once, such as an assertion: then it is not sent again where it may have been carried
  /// out.
  package let worksOnce: Bool

  /// - Parameter isChange: Whether it may change something. Then it gets an idempotency key unless it has one (R19);
  ///   what only reads needs none.
  package init(method: String, params: [UInt8], meta: Meta, isChange: Bool = true, worksOnce: Bool = false) {
    self.method = method
    self.params = params
    self.worksOnce = worksOnce
    var meta = meta
    meta.idempotencyKey = isChange ? meta.idempotencyKey ?? .random() : nil
    self.meta = meta
  }

  /// - Parameter params: The parameters of the method, as they are written.
  package init<M: Method>(_ method: M.Type, params: [UInt8], meta: Meta, worksOnce: Bool = false) {
    self.init(method: M.name, params: params, meta: meta, isChange: M.effect.isChange, worksOnce: worksOnce)
  }

  /// - Throws: `internal_error` for parameters that can't be written.
  package init<M: Method>(_ method: M, meta: Meta) throws(ServiceError) {
    let worksOnce = (method as? any ClientAuthentication)?.clientAssertion != nil
    do { self.init(M.self, params: try MessageWriter.json(method), meta: meta, worksOnce: worksOnce) } catch {
      throw ServiceError(.internalError, "\(M.name): the parameters can't be sent: \(error)")
    }
  }
}

extension Method {
  /// Reads the method's reply.
  /// - Throws: `internal_error` for a result that is not what the protocol says.
  package static func reply(_ result: JSONValue) throws(ServiceError) -> Reply {
    do { return try MessageReader.read(Reply.self, from: result, unknownMembers: .ignored) } catch {
      let fault = (error as? DecodingError).map { ServiceError($0).message } ?? "\(error)"
      throw ServiceError(.internalError, "\(name): the reply is not what the protocol says: \(fault)")
    }
  }
}
