package import NIOCore
package import NIOHTTP1
package import WireProtocol

/// A request, all of which has arrived.
package struct HTTPRequest: Sendable {
  package let head: HTTPRequestHead
  package let body: ByteBuffer
  /// The request target up to the query, as it was sent (RFC 9112 section 3.2); of the absolute form its path.
  package let path: String
  /// What stands behind "?", if there is one.
  package let query: String?
  package let listener: HTTPListener
  package let origin: RequestOrigin
  /// The `traceparent` that came, or a new one.
  package let trace: TraceContext
  /// What the route's path leaves open, in the order of the path.
  package var parameters: [Substring] = []
  /// The path of the route that serves it, such as "/v1/Keys/{sid}"; `nil` where none does.
  package var route: String?

  package var method: HTTPMethod { head.method }
  /// Who has sent it.
  package var client: ClientAddress { origin.client }
  /// Nobody on the way could read it.
  package var isSecure: Bool { origin.isSecure }
  /// Whom the client has asked, in small letters, with a port where it gave one (RFC 9112 section 3.3).
  package var host: String? {
    let host = origin.host ?? Self.authority(head.uri).map(String.init) ?? head.headers["host"].first
    return host.map { $0[...].trimmingBlanks().lowercased() }
  }

  init(head: HTTPRequestHead, body: ByteBuffer, on listener: HTTPListener, from origin: RequestOrigin) {
    self.head = head
    self.body = body
    self.listener = listener
    self.origin = origin
    let target = Self.originForm(head.uri)
    let mark = target.firstIndex(of: "?")
    path = String(target[..<(mark ?? target.endIndex)])
    query = mark.map { String(target[target.index(after: $0)...]) }
    let traces = head.headers[canonicalForm: "traceparent"]
    trace = traces.count == 1 ? TraceContext(String(traces[0])) ?? .random() : .random()
  }

  /// RFC 9112 section 3.2.2: a server takes the absolute form too.
  private static func originForm(_ target: String) -> Substring {
    guard let authority = authority(target) else { return target[...] }
    let rest = target[authority.endIndex...]
    return rest.isEmpty ? "/" : rest
  }

  /// Of the absolute form the part between "//" and the path; `nil` for another form.
  static func authority(_ target: String) -> Substring? {
    // All but proxies send the origin form.
    guard target.first != "/",
      let scheme = ["http://", "https://"].first(where: { target.lowercased().hasPrefix($0) })
    else { return nil }
    return target.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
  }

  /// Whether the field `Accept` names this type itself (RFC 9110 section 12.5.1).
  package func accepts(_ type: String) -> Bool {
    head.headers[canonicalForm: "accept"].contains { range in
      let parts = range.lowercased().split(separator: ";").map { $0.trimmingBlanks() }
      return parts.first.map(String.init) == type && !parts.dropFirst().contains { ["q=0", "q=0.0"].contains($0) }
    }
  }

  /// What kind of content the body is, in small letters and without parameters; empty where the request does not say.
  package var mediaType: String {
    get throws(RequestFault) {
      let type = try field("content-type") ?? ""
      return type[..<(type.utf8.firstIndex(of: UInt8(ascii: ";")) ?? type.endIndex)].trimmingBlanks().lowercased()
    }
  }

  /// The only value of a field, without blanks around it.
  /// - Throws: ``RequestFault`` where the field is repeated, or its value is not of ASCII.
  package func field(_ name: String) throws(RequestFault) -> String? {
    let values = head.headers[name]
    guard let value = values.first else { return nil }
    guard values.count == 1 else { throw RequestFault(.badRequest, "the field \(name) is repeated") }
    guard value.utf8.consists(of: { 0x20...0x7E ~= $0 || $0 == 0x09 }) else {
      throw RequestFault(.badRequest, "the field \(name) holds characters that are not ASCII")
    }
    return String(value[...].trimmingBlanks())
  }
}

/// What is wrong with a request, before it comes to what it asks for.
package struct RequestFault: Error, Equatable {
  package let status: HTTPResponseStatus
  /// A clause for people.
  package let reason: String

  package init(_ status: HTTPResponseStatus, _ reason: String) {
    self.status = status
    self.reason = reason
  }
}

extension Substring {
  /// RFC 9110 section 5.6.3 `OWS`.
  package func trimmingBlanks() -> Substring {
    let isText: (UInt8) -> Bool = { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard let first = utf8.firstIndex(where: isText), let last = utf8.lastIndex(where: isText) else {
      return self[endIndex...]
    }
    return self[first..<utf8.index(after: last)]
  }
}
