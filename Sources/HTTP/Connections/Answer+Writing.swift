import NIOCore
import NIOHTTP1

/// How a connection ends or goes on after an answer.
enum ConnectionFate {
  case closes
  case stays
  /// HTTP/1.0, whose clients close unless they are told.
  case staysByRequest
}

extension Answer {
  /// A browser shows no part of an answer as something else, and tells nobody of it.
  private static let protection: StaticString =
    "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: "

  /// Writes all of the answer (RFC 9112 section 4).
  /// - Parameters:
  ///   - hasBody: False for HEAD, which is told the length all the same.
  ///   - isSecure: Over TLS, which the client's browser is to insist on (RFC 6797).
  ///   - date: The field `Date` (RFC 9110 section 6.6.1).
  func write(to out: inout ByteBuffer, hasBody: Bool, isSecure: Bool, _ fate: ConnectionFate, date: String) {
    out.writeStaticString("HTTP/1.1 ")
    out.writeString(String(status.code))
    out.writeStaticString(" ")
    out.writeString(status.reasonPhrase)
    out.writeStaticString("\r\nDate: ")
    out.writeString(date)
    for field in fields {
      out.writeStaticString("\r\n")
      out.writeStaticString(field.name)
      out.writeStaticString(": ")
      out.writeFieldValue(field.value)
    }
    out.writeStaticString(Self.protection)
    out.writeStaticString(contentPolicy)
    if isSecure { out.writeStaticString("\r\nStrict-Transport-Security: max-age=31536000") }
    if status.mayHaveResponseBody {
      out.writeStaticString("\r\nContent-Length: ")
      out.writeString(String(body.count))
    }
    switch fate {
    case .closes: out.writeStaticString("\r\nConnection: close\r\n\r\n")
    case .stays: out.writeStaticString("\r\n\r\n")
    case .staysByRequest: out.writeStaticString("\r\nConnection: keep-alive\r\n\r\n")
    }
    if hasBody { out.writeBytes(body) }
  }
}

extension HTTPResponseStatus {
  fileprivate var mayHaveResponseBody: Bool { self != .noContent && self != .notModified }
}

extension ByteBuffer {
  /// Whatever a value repeats of a request, it stays one field (RFC 9110 section 5.5).
  fileprivate mutating func writeFieldValue(_ value: String) {
    if value.utf8.consists(of: { 0x20...0x7E ~= $0 }) {
      writeString(value)
    } else {
      writeBytes(value.utf8.map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") })
    }
  }
}
