import HTTP
import NIOHTTP1
import WireProtocol

/// The cookie that has a browser's session. No script reads it, and no page of another site has it sent. Over TLS its
/// name says that no other host, a subdomain or a parent, can have set it (RFC 6265bis `__Host-`).
enum SessionCookie {
  private static let name = "oauth_console"

  static func name(isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }

  static func session(of request: HTTPRequest) -> Sensitive? {
    request.cookie(name(isSecure: request.isSecure)).map { Sensitive($0) }
  }

  static func set(_ session: Sensitive, for request: HTTPRequest) -> Answer.Field {
    .cookie(name(isSecure: request.isSecure), session.revealed, lifetime: nil, isSecure: request.isSecure)
  }

  static func clear(for request: HTTPRequest) -> Answer.Field {
    .cookie(name(isSecure: request.isSecure), "", lifetime: 0, isSecure: request.isSecure)
  }
}

extension Answer.Field {
  /// - Parameter lifetime: In seconds; `nil` as long as the browser runs.
  static func cookie(_ name: String, _ value: String, lifetime: Int?, isSecure: Bool) -> Answer.Field {
    let age = lifetime.map { "; Max-Age=\($0)" } ?? ""
    return Answer.Field(
      "Set-Cookie", "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict\(age)\(isSecure ? "; Secure" : "")")
  }
}

extension HTTPRequest {
  /// RFC 6265 section 5.4. A cookie that comes twice is none: one of them is somebody else's.
  func cookie(_ name: String) -> String? {
    let pairs = head.headers["cookie"].flatMap { $0.split(separator: ";") }.map { $0.trimmingBlanks() }
    let values = pairs.filter { $0.hasPrefix("\(name)=") }.map { $0.dropFirst(name.utf8.count + 1) }
    guard values.count == 1, let value = values.first, !value.isEmpty else { return nil }
    return String(value)
  }
}
