import HTTP
import WireProtocol

/// The field `Authorization` (RFC 9110 section 11.6.2): a scheme, in any letter case, and what follows it.
enum AuthorizationField: Sendable {
  case basic(BasicCredentials)
  /// RFC 6750.
  case bearer(Sensitive)
  /// Another scheme, or credentials that are none of their scheme.
  case unusable
}

extension HTTPRequest {
  /// `nil` where there is none.
  func authorization() throws(RequestFault) -> AuthorizationField? {
    guard let text = try field("authorization") else { return nil }
    let end = text.utf8.firstIndex(of: UInt8(ascii: " ")) ?? text.endIndex
    let rest = text[end...].trimmingBlanks()
    switch text[..<end].lowercased() {
    case "basic": return BasicCredentials(rest).map { .basic($0) } ?? .unusable
    case "bearer": return Self.isToken(rest) ? .bearer(Sensitive(String(rest))) : .unusable
    default: return .unusable
    }
  }

  /// RFC 6750 section 2.1 `b64token`.
  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.consists { byte in
        let letter = byte | 0x20
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~") || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "=")
      }
  }
}
