import SystemCalls

/// RFC 8414 section 2: an https URL without query and fragment. Clients compare it byte for byte, so what could be
/// written in two ways is not taken: capitals in the host, the scheme's own port, a slash at the end, a path that leads
/// astray. Plain http is taken for this host alone, to try things out.
package struct IssuerURL: SettingText {
  package static let form =
    "an https URL with a host in small letters and without user, usual port, slash at the end, query and fragment, "
    + "such as https://auth.example/tenant; http is taken for localhost, 127.0.0.1 and [::1] only"
  package static let sample = IssuerURL(text: "https://localhost")
  package let text: String
}

extension IssuerURL {
  package init?(reading text: String) {
    guard let (scheme, rest) = text.cut(at: "://") else { return nil }
    let authority = rest.prefix { $0 != "/" }
    guard let host = Self.host(of: authority, usualPort: scheme == "https" ? 443 : 80),
      Self.isPath(rest.dropFirst(authority.count)),
      scheme == "https" || scheme == "http" && Self.loopback.contains(host)
    else { return nil }
    self.text = text
  }

  /// Scheme, host and port of an URL.
  package static func origin(of text: String) -> String {
    guard let (scheme, rest) = text.cut(at: "://") else { return text }
    return "\(scheme)://\(rest.prefix { $0 != "/" })"
  }

  private static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  /// The host of `host` or `host:port`; `nil` where either is not one.
  private static func host(of authority: Substring, usualPort: UInt16) -> String? {
    let isBracketed = authority.hasPrefix("[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)]
    let port = authority[host.endIndex...]
    guard port.isEmpty || port.first == ":" && isPort(port.dropFirst(), besides: usualPort),
      isBracketed ? isAddress(host) : isName(host)
    else { return nil }
    return String(host)
  }

  private static func isPort(_ text: Substring, besides usual: UInt16) -> Bool {
    guard let port = UInt16(text), port > 0, port != usual else { return false }
    return text == String(port)
  }

  /// Nothing, or segments that each have a name.
  private static func isPath(_ path: Substring) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().allSatisfy { segment in
      !["", ".", ".."].contains(segment) && segment.utf8.allSatisfy(isOfSegment) && isEscaped(segment)
    }
  }

  private static func isName(_ host: Substring) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return first != hyphen && last != hyphen && label.utf8.allSatisfy { isSmallLetterOrDigit($0) || $0 == hyphen }
    }
  }

  /// An IPv6 address in brackets, in the one way in which RFC 5952 has it written.
  private static func isAddress(_ host: Substring) -> Bool {
    guard host.hasSuffix("]"), let address = IPAddress(String(host.dropFirst().dropLast())) else { return false }
    return !address.isOfVersion4 && host == "[\(address)]"
  }

  private static func isSmallLetterOrDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// Whether two digits are behind each `%`.
  private static func isEscaped(_ segment: Substring) -> Bool {
    segment.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy { rest in
      rest.utf8.count >= 2 && rest.utf8.prefix(2).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
  }

  /// RFC 3986 `pchar`.
  private static func isOfSegment(_ byte: UInt8) -> Bool {
    isSmallLetterOrDigit(byte | 0x20) && byte > 0x20 || "-._~!$&'()*+,;=:@%".utf8.contains(byte)
  }
}

extension String {
  /// What stands before and after the first occurrence of a mark; `nil` where there is none.
  fileprivate func cut(at mark: String) -> (before: Substring, after: Substring)? {
    firstRange(of: mark).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }
}
