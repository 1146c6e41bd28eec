/// A well-formed permission name: `/namespace/product/resource/action`, exactly four segments of unreserved characters
/// (RFC 3986 section 2.3), so that names joined by spaces are a scope of RFC 6749 section 3.3. The action may be `*`.
package struct PermissionName: Sendable, Hashable {
  package let text: String

  /// Nil if `text` is anything else.
  package init?(_ text: String) {
    // The number of slashes so far, of bytes after the last one, and whether those are the wildcard.
    var slashes = 0
    var length = 0
    var isWildcard = false
    let bytes = text.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "/") {
        guard slashes == 0 || length > 0 else { return nil }
        slashes += 1
        length = 0
      } else {
        guard slashes > 0, !isWildcard else { return nil }
        isWildcard = byte == UInt8(ascii: "*") && slashes == 4 && length == 0
        guard isWildcard || Self.isPlain(byte) else { return nil }
        length += 1
      }
    }
    guard slashes == 4, length > 0 else { return nil }
    self.text = text
  }

  /// The second segment.
  package var product: String {
    String(text.split(separator: "/")[1])
  }

  package var isWildcard: Bool { text.utf8.last == UInt8(ascii: "*") }

  /// The name that stands for all actions of the resource of `name`: `/a/b/c/*` for `/a/b/c/read` and for itself.
  /// Does not check `name`; without any `/` there is none.
  package static func wildcard(covering name: String) -> String? {
    resource(of: name).map { $0 + "*" }
  }

  /// The name up to its last `/`, which is what the actions of a resource have in common.
  static func resource(of name: String) -> String? {
    name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[...$0]) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
