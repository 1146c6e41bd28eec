package import JSON

/// A JSON-RPC 2.0 response as a client received it.
package struct ReceivedReply: Sendable {
  /// `nil` where the service could not read the request's id.
  package let id: RequestID?
  package let outcome: Result<JSONValue, ServiceError>

  /// Takes a message apart.
  /// - Throws: `internal_error` for anything that is not a JSON-RPC response.
  package init(message: [UInt8]) throws(ServiceError) {
    guard let reply = Self(message) else {
      throw ServiceError(.internalError, "the peer sent something that is not a JSON-RPC 2.0 response")
    }
    self = reply
  }

  private init?(_ message: [UInt8]) {
    let limits = JSONLimits(depth: ReceivedRequest.maximumDepth)
    guard let envelope = try? JSONDocument(message, limits: limits).root, envelope.isObject else { return nil }
    let id = envelope["id"]
    self.id = id.flatMap(RequestID.init)
    guard self.id != nil || (id?.isNull ?? true) else { return nil }
    if let error = envelope["error"] {
      guard let error = try? MessageReader.read(ServiceError.self, from: error, unknownMembers: .ignored) else {
        return nil
      }
      outcome = .failure(error)
    } else {
      guard let result = envelope["result"] else { return nil }
      outcome = .success(result)
    }
  }
}
