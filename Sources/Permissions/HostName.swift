/// Host names as requests and catalogues give them.
enum HostName {
  /// In lower case and without the port 443. Only ASCII letters change, so that no other character can pass for one.
  static func canonical(_ host: String) -> String {
    let port = Array(":443".utf8)
    let bytes = host.utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
    let isDefaultPort = bytes.suffix(port.count) == port[...]
    return String(decoding: isDefaultPort ? bytes.dropLast(port.count) : bytes[...], as: UTF8.self)
  }

  /// Whether a canonical name can be a host, perhaps with a port: letters, digits, `-`, `.`, `_`, `:` and the brackets of IPv6.
  static func isValid(_ canonical: String) -> Bool {
    !canonical.isEmpty && canonical.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-._:[]".utf8.contains(byte)
      }
    }
  }
}
