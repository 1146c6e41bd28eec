/// RFC 8414 section 2: an https URL without query and fragment. Clients compare it byte for byte, so a host or a scheme
/// that could be written in two ways is not taken. Plain http is taken for this host alone, to try things out.
struct IssuerURL: SettingText {
  static let form =
    "an https URL with a host in small letters and without user, query and fragment, such as https://auth.example; "
    + "http is taken for localhost, 127.0.0.1 and [::1] only"
  static let sample = IssuerURL(text: "https://localhost")
  let text: String
}

extension IssuerURL {
  init?(reading text: String) {
    guard let (scheme, rest) = text.cut(at: "://") else { return nil }
    let authority = rest.prefix { $0 != "/" }
    guard let host = Self.host(of: authority), rest.dropFirst(authority.count).utf8.allSatisfy(Self.isOfPath),
      scheme == "https" || scheme == "http" && Self.loopback.contains(host)
    else { return nil }
    self.text = text
  }

  private static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  /// The host of `host` or `host:port`; `nil` where either is not one.
  private static func host(of authority: Substring) -> String? {
    let isBracketed = authority.hasPrefix("[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)]
    let port = authority[host.endIndex...]
    guard port.isEmpty || port.first == ":" && UInt16(port.dropFirst()) ?? 0 > 0,
      isBracketed ? host.hasSuffix("]") && host.dropFirst().dropLast().utf8.allSatisfy(isOfAddress) : isName(host)
    else { return nil }
    return String(host)
  }

  private static func isName(_ host: Substring) -> Bool {
    host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.utf8.allSatisfy { isSmallLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isOfAddress(_ byte: UInt8) -> Bool {
    isSmallLetterOrDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private static func isSmallLetterOrDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// RFC 3986 `pchar` and "/".
  private static func isOfPath(_ byte: UInt8) -> Bool {
    isSmallLetterOrDigit(byte | 0x20) && byte > 0x20 || "-._~!$&'()*+,;=:@%/".utf8.contains(byte)
  }
}

extension String {
  /// What stands before and after the first occurrence of a mark; `nil` where there is none.
  fileprivate func cut(at mark: String) -> (before: Substring, after: Substring)? {
    firstRange(of: mark).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }
}
