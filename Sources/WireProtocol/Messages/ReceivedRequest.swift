package import JSON

/// A JSON-RPC 2.0 request as a service received it. Its text was checked as a whole, once; its parameters are read by
/// the method that they are for.
package struct ReceivedRequest: Sendable {
  package let id: RequestID
  package let method: String
  /// An object, empty where the member was missing.
  package let params: JSONValue
  package let meta: Meta

  /// Deepest nesting of arrays and objects. No message of the protocol needs more than 6.
  package static let maximumDepth = 64
  /// What any peer may have read: a message costs little more to index than to receive, and its names little to look
  /// up.
  private static let limits = JSONLimits(depth: maximumDepth, members: 256, values: 65_536)

  /// Takes a message apart.
  /// - Throws: ``Rejection``, with the request's id where that could be read.
  package init(message: [UInt8]) throws(Rejection) {
    let envelope = try Self.envelope(message)
    guard let rawID = envelope["id"] else {
      throw Rejection(nil, "id is missing: notifications are not taken, every request gets a reply")
    }
    guard let id = RequestID(rawID) else {
      throw Rejection(
        nil, "id: an id is a whole number or a string of at most \(RequestID.maximumLength) bytes", path: "id")
    }
    guard envelope["jsonrpc"]?.string == "2.0" else {
      throw Rejection(id, #"jsonrpc: expected "2.0""#)
    }
    guard let rawMethod = envelope["method"] else { throw Rejection(id, "method is missing") }
    guard let method = rawMethod.string else { throw Rejection(id, "method: expected a string", path: "method") }
    let rawParams = envelope["params"]
    let params = rawParams ?? .emptyObject
    guard params.isObject else {
      throw Rejection(
        id: id, ServiceError(.invalidParams, "params: expected an object, members are passed by name", path: "params"))
    }
    self.id = id
    self.method = method
    self.params = params
    let rawMeta = envelope["meta"]
    meta = try Self.meta(rawMeta, id: id)
    let known = 3 + (rawParams == nil ? 0 : 1) + (rawMeta == nil ? 0 : 1)
    if envelope.childCount > known { try Self.refuseUnknownMembers(of: envelope, id: id) }
  }

  private static func envelope(_ message: [UInt8]) throws(Rejection) -> JSONValue {
    let envelope: JSONValue
    do throws(JSONFault) {
      envelope = try JSONDocument(message, limits: limits).root
    } catch {
      throw Rejection(id: nil, ServiceError(.parseError, "\(error.reason), at byte \(error.offset)"))
    }
    guard envelope.isObject else {
      throw Rejection(nil, "a message is one JSON object; batches and bare values are not taken")
    }
    return envelope
  }

  private static func meta(_ value: JSONValue?, id: RequestID) throws(Rejection) -> Meta {
    guard let value else { return Meta() }
    if let plain = Meta.plain(value) { return plain }
    do { return try MessageReader.read(Meta.self, from: value, unknownMembers: .refused) } catch {
      let fault = (error as? DecodingError).map(ServiceError.init)
      let path = ["meta", fault?.path ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
      throw Rejection(id, "meta: \(fault?.message ?? "not understood")", path: path)
    }
  }

  /// An option that is put beside the parameters instead of among them must not be ignored.
  private static func refuseUnknownMembers(of envelope: JSONValue, id: RequestID) throws(Rejection) {
    for member in envelope.children {
      let name = member.name
      guard !["jsonrpc", "id", "method", "params", "meta"].contains(name), !member.isForeign else { continue }
      throw Rejection(
        id, "\(name.excerpt()): a request has no such member; it takes jsonrpc, id, method, params, meta",
        path: name.excerpt())
    }
  }

  /// A message that is no request: the error to reply with, under the id if there was one.
  package struct Rejection: Error {
    package let id: RequestID?
    package let error: ServiceError

    init(id: RequestID?, _ error: ServiceError) {
      self.id = id
      self.error = error
    }

    fileprivate init(_ id: RequestID?, _ message: String, path: String? = nil) {
      self.init(id: id, ServiceError(.malformedRequest, message, path: path))
    }
  }
}
