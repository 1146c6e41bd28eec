import JSON

extension Meta {
  /// As it crosses the wire. Each request from one service to another has one, and by `Encodable` it costs a twentieth
  /// of what the gateway does for a token; a test holds the one against the other.
  package func json() throws -> [UInt8] {
    var object = JSONObjectWriter(capacity: 256)
    if let deadlineMs { object.write("deadline_ms", deadlineMs) }
    if let traceparent { object.write("traceparent", traceparent.description) }
    if let actingUser { object.write("acting_user", actingUser) }
    if let idempotencyKey { object.write("idempotency_key", idempotencyKey.text) }
    if let credential { object.write("credential", json: try MessageWriter.json(credential)) }
    if let session { object.write("session", session.revealed) }
    return object.finish()
  }
}
