import NIOCore
import NIOHTTP1

extension HTTPRequestHead {
  /// What the decoder lets pass and a server must refuse, or can't serve (RFC 9110, RFC 9112).
  func check(_ limits: HTTPLimits) throws(RequestFault) {
    guard version.major == 1 else {
      throw RequestFault(.httpVersionNotSupported, "only HTTP/1.1 and HTTP/1.0 are served")
    }
    try checkHost()
    for name in ["authorization", "content-type", "content-length"] where headers[name].count > 1 {
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
    guard hosts.allSatisfy({ $0.trimmingBlanks().utf8.allSatisfy(Self.isOfHost) }) else {
      throw RequestFault(.badRequest, "the Host field is not a host with or without a port")
    }
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-._~:[]%".utf8.contains(byte)
    }
  }

  /// The value comes with the blanks behind it, if there were any: only the canonical form is without.
  private func checkLength(_ limits: HTTPLimits) throws(RequestFault) {
    guard let length = headers[canonicalForm: "content-length"].first else { return }
    guard Int(length) ?? .max <= limits.body else { throw .tooLong(limits) }
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
}
