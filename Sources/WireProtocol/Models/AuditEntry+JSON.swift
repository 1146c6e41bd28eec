import JSON

extension AuditEntry {
  /// The entry as it is stored and hashed, which is how it crosses the wire. Each change pays for it, and by
  /// `Encodable` it costs twice as much; a test holds the one against the other.
  package var json: [UInt8] {
    var object = JSONObjectWriter(capacity: 1024)
    object.write("number", number)
    object.write("previous", previous.text)
    object.write("service", service.rawValue)
    object.write("date", date.description)
    object.write("caller", caller.rawValue)
    if let uid { object.write("uid", uid) }
    if let login { object.write("login", login) }
    if let actorSid { object.write("actor_sid", actorSid.text) }
    object.write("method", method)
    object.write("outcome", outcome)
    object.write("subject", json: subject.json)
    if let changes { object.write("changes", json: MemberChange.json(changes)) }
    if let traceId { object.write("trace_id", traceId) }
    if let count { object.write("count", count) }
    if let dateFirst { object.write("date_first", dateFirst.description) }
    if let client { object.write("client", client.text) }
    if let session { object.write("session", session.text) }
    return object.finish()
  }
}

extension Subject {
  fileprivate var json: [UInt8] {
    var object = JSONObjectWriter(capacity: 256)
    for (part, text) in inOrder { object.write(anyName: part.rawValue, text) }
    return object.finish()
  }
}

extension MemberChange {
  fileprivate static func json(_ changes: [MemberChange]) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for change in changes {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      var object = JSONObjectWriter(capacity: 128)
      object.write("member", change.member)
      if let from = change.from { object.write("from", from) }
      if let to = change.to { object.write("to", to) }
      bytes += object.finish()
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}
