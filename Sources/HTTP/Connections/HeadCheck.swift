import NIOCore
import NIOHTTP1

extension HTTPRequestHead {
  /// What the decoder lets pass and a server must refuse, or can't serve (RFC 9110, RFC 9112).
  func check(_ limits: HTTPLimits) throws(RequestFault) {
    guard version.major == 1 else {
      throw RequestFault(.httpVersionNotSupported, "only HTTP/1.1 and HTTP/1.0 are served")
    }
    try checkHost()
    for name in ["content-type", "content-length"] where headers[name].count > 1 {
      throw RequestFault(.badRequest, "the field \(name) is repeated")
    }
    try checkLength(limits)
    try checkCoding()
    guard method != .CONNECT else { throw RequestFault(.methodNotAllowed, "CONNECT is not served") }
    guard ["", "100-continue"].contains(expectation) else {
      throw RequestFault(.expectationFailed, "the only expectation that is met is 100-continue")
    }
  }

  /// RFC 9110 section 10.1.1.
  var expectsContinue: Bool { expectation == "100-continue" && version.minor >= 1 }

  private var expectation: String {
    headers[canonicalForm: "expect"].first.map { $0.lowercased() } ?? ""
  }

  /// RFC 9112 section 3.2.
  private func checkHost() throws(RequestFault) {
    let hosts = headers["host"]
    guard hosts.count == 1 || hosts.isEmpty && version.minor == 0 else {
      throw RequestFault(.badRequest, "a request has one Host field")
    }
    guard hosts.allSatisfy({ Self.isAuthority($0[...].trimmingBlanks()) }) else {
      throw RequestFault(.badRequest, "the Host field is not a host with or without a port")
    }
    guard HTTPRequest.authority(uri).map(Self.isAuthority) ?? true else {
      throw RequestFault(.badRequest, "the request target does not begin with a host with or without a port")
    }
  }

  /// RFC 3986 `host [ ":" port ]`; a name has letters, digits, "-", "_" and "." alone.
  private static func isAuthority(_ text: Substring) -> Bool {
    let text = text.utf8
    let isBracketed = text.first == UInt8(ascii: "[")
    let mark = text.firstIndex(of: UInt8(ascii: isBracketed ? "]" : ":"))
    guard let end = mark ?? (isBracketed ? nil : text.endIndex) else { return false }
    let host = text[..<end].dropFirst(isBracketed ? 1 : 0)
    let port = text[end...].dropFirst(isBracketed ? 1 : 0)
    guard port.isEmpty || port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy(isDigit) && port.count <= 6
    else { return false }
    return host.allSatisfy { isOfName($0) || isBracketed && $0 == UInt8(ascii: ":") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: isDigit(byte)
    }
  }

  /// The value comes with the blanks behind it, if there were any.
  private func checkLength(_ limits: HTTPLimits) throws(RequestFault) {
    guard let length = headers.first(name: "content-length") else { return }
    guard Int(length[...].trimmingBlanks()) ?? .max <= limits.body else { throw .tooLong(limits) }
  }

  /// Another coding, or one of HTTP/1.0, could be read differently by what stands before this server.
  private func checkCoding() throws(RequestFault) {
    let codings = headers[canonicalForm: "transfer-encoding"]
    guard !codings.isEmpty else { return }
    guard codings.count == 1, codings[0].lowercased() == "chunked", version.minor >= 1 else {
      throw RequestFault(.notImplemented, "of transfer codings only chunked is served")
    }
  }
}

extension RequestFault {
  static func tooLong(_ limits: HTTPLimits) -> RequestFault {
    RequestFault(.payloadTooLarge, "the body is longer than \(limits.body) bytes")
  }

  /// Why the decoder can't go on.
  init(_ error: HTTPParserError, _ limits: HTTPLimits) {
    guard case .headerOverflow = error else {
      self.init(.badRequest, "this is not a well-formed request of HTTP/1.1")
      return
    }
    self.init(
      .requestHeaderFieldsTooLarge,
      "the head has more than \(limits.fieldCount) fields or \(limits.fields) bytes, or a field of it more than "
        + "\(limits.field) bytes")
  }
}
