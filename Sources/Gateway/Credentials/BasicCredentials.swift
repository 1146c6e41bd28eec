import FoundationEssentials
import HTTP
import WireProtocol

/// Name and secret of RFC 7617. Both halves are form-encoded before base64 (RFC 6749 section 2.3.1); the many clients
/// that do not encode get the same, since neither ids nor secrets hold a "+" or a "%".
struct BasicCredentials: Sendable {
  let name: String
  let secret: Sensitive

  /// - Parameter text: What stands behind the scheme.
  /// - Returns: `nil` for what is none.
  init?(_ text: Substring) {
    guard let bytes = Data(base64Encoded: String(text)).map({ Array($0) }),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    guard let name = PercentCoding.decode(bytes[..<colon]),
      let secret = PercentCoding.decode(bytes[(colon + 1)...]), !name.isEmpty
    else { return nil }
    self.name = name
    self.secret = Sensitive(secret)
  }
}
