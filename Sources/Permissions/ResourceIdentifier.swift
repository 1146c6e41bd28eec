/// The URI that names an API (RFC 8707 section 2). A bare origin with and without its slash is one; everything else
/// compares byte for byte.
package struct ResourceIdentifier: Sendable {
  /// As it was written.
  package let text: String
  /// Without the slash of a bare origin.
  private let key: String

  private static let longest = 1_024

  /// Takes an absolute URI of RFC 3986 without a fragment.
  package init(_ text: String) throws(ResourceFault) {
    guard text.utf8.count <= Self.longest else {
      throw ResourceFault("\(text.utf8.count) bytes; at most \(Self.longest) are allowed")
    }
    guard !text.utf8.contains(UInt8(ascii: "#")) else {
      throw ResourceFault("it has a fragment; leave out # and what follows")
    }
    guard let rest = Self.afterScheme(text), !rest.isEmpty else {
      throw ResourceFault("it is not absolute; write all of it, such as https://api.example.com")
    }
    guard Self.isPlain(text) else {
      throw ResourceFault("it has a character that no URI has; encode that as % and two hexadecimal digits")
    }
    guard !rest.starts(with: "//".utf8) || rest.dropFirst(2).first.map({ $0 != UInt8(ascii: "/") }) == true else {
      throw ResourceFault("it has no host after //; write one, such as https://api.example.com")
    }
    self.init(trusted: text)
  }

  /// An audience that was configured, which may be any text, or that this service wrote into a token.
  package init(trusted text: String) {
    self.text = text
    key = Self.isOriginWithSlash(text) ? String(text.dropLast()) : text
  }

  /// Of a URL of HTTP, with its port if it has one.
  package var host: String? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), let rest = Self.afterScheme(text) else { return nil }
    let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    return String(Substring(authority))
  }

  private static func afterScheme(_ text: String) -> Substring.UTF8View? {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first),
      bytes[..<colon].allSatisfy({ isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return text[bytes.index(after: colon)...].utf8
  }

  private static func isOriginWithSlash(_ text: String) -> Bool {
    guard text.utf8.last == UInt8(ascii: "/"), let rest = afterScheme(text), rest.starts(with: "//".utf8) else {
      return false
    }
    let authority = rest.dropFirst(2).dropLast()
    return !authority.isEmpty && !authority.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
  }

  /// Only unreserved and reserved characters, and percent-encoding that is whole (RFC 3986 section 2).
  private static func isPlain(_ text: String) -> Bool {
    var digitsDue = 0
    for byte in text.utf8 {
      if digitsDue > 0 {
        guard isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 else { return false }
        digitsDue -= 1
      } else if byte == UInt8(ascii: "%") {
        digitsDue = 2
      } else {
        guard isLetter(byte) || isDigit(byte) || "-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
      }
    }
    return digitsDue == 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension ResourceIdentifier: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.key == right.key }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
  }
}

/// Why a text names no API: a clause that names the fault and the cure.
package struct ResourceFault: Error, Equatable {
  package let clause: String

  init(_ clause: String) {
    self.clause = clause
  }
}
