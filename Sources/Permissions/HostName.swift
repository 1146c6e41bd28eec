/// Host names as requests and catalogues give them.
package enum HostName {
  /// In lower case, without the root's dot and without the port 443. Only ASCII letters change, so that no other
  /// character can pass for one.
  package static func canonical(_ host: String) -> String {
    // Almost all are canonical as they are.
    guard host.utf8.last == dot || host.utf8.contains(where: { isCapital($0) || $0 == colon }) else { return host }
    let bytes = host.utf8.map { isCapital($0) ? $0 | 0x20 : $0 }
    let end = bytes.lastIndex(of: colon) ?? bytes.endIndex
    let name = bytes[..<end].last == dot ? bytes[..<end].dropLast() : bytes[..<end]
    let port = bytes[end...].elementsEqual(":443".utf8) ? [] : bytes[end...]
    return String(decoding: name + port, as: UTF8.self)
  }

  private static let dot = UInt8(ascii: ".")
  private static let colon = UInt8(ascii: ":")

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  /// Whether a canonical name can be a host, perhaps with a port: letters, digits, `-`, `.`, `_`, `:` and the brackets
  /// of IPv6.
  static func isValid(_ canonical: String) -> Bool {
    !canonical.isEmpty
      && canonical.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
          UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
          true
        default: false
        }
      }
  }
}
