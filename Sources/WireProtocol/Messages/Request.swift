package import FoundationEssentials
import JSON

/// A JSON-RPC 2.0 request as it crosses the wire, its parameters still undecoded.
package struct Request: Sendable {
  package var id: RequestID
  package var method: String
  /// The JSON object of the parameters, `{}` where the member was missing.
  package var params: Data
  package var meta: Meta

  package init(id: RequestID, method: String, params: Data, meta: Meta) {
    self.id = id
    self.method = method
    self.params = params
    self.meta = meta
  }

  /// Takes a message apart.
  /// - Throws: ``Rejection``, with the request's id where that could be read.
  package init(message: Data) throws(Rejection) {
    let object: JSONObject
    do throws(JSONFault) { object = try JSONObject(message) } catch {
      let code: ErrorCode = error.isBatch(message) ? .malformedRequest : .parseError
      throw Rejection(id: nil, ServiceError(code, "\(error.reason), at byte \(error.offset)"))
    }
    guard let rawID = object["id"] else {
      throw Rejection(
        id: nil,
        ServiceError(.malformedRequest, "id is missing: notifications are not taken, every request gets a reply"))
    }
    let id =
      if let id = RequestID(direct: rawID) { id } else { try Self.decode(RequestID.self, "id", from: rawID, id: nil) }
    guard let version = object["jsonrpc"], version.elementsEqual(#""2.0""#.utf8) else {
      throw Rejection(id: id, ServiceError(.malformedRequest, #"jsonrpc: expected "2.0""#))
    }
    guard let rawMethod = object["method"] else {
      throw Rejection(id: id, ServiceError(.malformedRequest, "method is missing"))
    }
    let params = object["params"] ?? Data("{}".utf8)
    guard params.first == UInt8(ascii: "{") else {
      throw Rejection(
        id: id, ServiceError(.invalidParams, "params: expected an object, members are passed by name", path: "params"))
    }
    let method =
      if let method = JSONObject.text(rawMethod) { method } else {
        try Self.decode(String.self, "method", from: rawMethod, id: id)
      }
    self.init(id: id, method: method, params: params, meta: try Self.meta(object["meta"], id: id))
  }

  private static func meta(_ raw: Data?, id: RequestID) throws(Rejection) -> Meta {
    guard let raw else { return Meta() }
    if let object = try? JSONObject(raw), let meta = Meta(direct: object) { return meta }
    return try decode(Meta.self, "meta", from: raw, id: id)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ member: String, from json: Data, id: RequestID?
  ) throws(Rejection) -> Value {
    do { return try JSONDecoder().decode(type, from: json) } catch {
      let fault = (error as? DecodingError).map(ServiceError.init)
      let path = [member, fault?.path ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
      throw Rejection(
        id: id, ServiceError(.malformedRequest, "\(member): \(fault?.message ?? "not understood")", path: path))
    }
  }

  /// The message without its frame.
  package func encoded() throws -> Data {
    var bytes = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    id.append(to: &bytes)
    bytes.append(contentsOf: #","method":"#.utf8)
    JSONString.append(method, to: &bytes)
    bytes.append(contentsOf: #","params":"#.utf8)
    bytes.append(contentsOf: params)
    if meta != Meta() {
      bytes.append(contentsOf: #","meta":"#.utf8)
      bytes.append(contentsOf: try JSONEncoder.wire.encode(meta))
    }
    bytes.append(UInt8(ascii: "}"))
    return Data(bytes)
  }
}

extension Request {
  /// A message that is no request: the error to reply with, under the id if there was one.
  package struct Rejection: Error {
    package let id: RequestID?
    package let error: ServiceError

    package init(id: RequestID?, _ error: ServiceError) {
      self.id = id
      self.error = error
    }
  }
}

extension JSONFault {
  /// An array is well-formed JSON that JSON-RPC knows as a batch: refused as a request, not as a text.
  fileprivate func isBatch(_ message: Data) -> Bool {
    message.dropFirst(offset).first == UInt8(ascii: "[") && message.prefix(offset).allSatisfy { $0 <= 0x20 }
  }
}

extension JSONEncoder {
  /// Compact, with "/" as it is.
  package static var wire: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return encoder
  }
}
