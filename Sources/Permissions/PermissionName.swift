/// A well-formed permission name, which is a scope-token of RFC 6749 section 3.3, so that names joined by spaces are a
/// scope. There are two kinds:
/// - a path, `/namespace/product/resource/action`: exactly four segments of unreserved characters (RFC 3986 section
///   2.3), of which the action may be the wildcard `*`;
/// - any other scope-token that does not begin with `/`, such as `mcp:tools`. It stands for itself alone, a `*` in it
///   too.
package struct PermissionName: Sendable, Hashable {
  package let text: String

  /// Nil if `text` is anything else.
  package init?(_ text: String) {
    guard Self.isPath(text) ? Self.isPathOfFour(text) : Self.isScopeToken(text) else { return nil }
    self.text = text
  }

  /// The second segment of a path; empty for other names, which have no parts.
  package var product: String {
    Self.isPath(text) ? String(text.split(separator: "/")[1]) : ""
  }

  package var isWildcard: Bool { Self.isWildcard(text) }

  /// Whether a well-formed name stands for all actions of a resource.
  static func isWildcard(_ name: String) -> Bool { isPath(name) && name.utf8.last == UInt8(ascii: "*") }

  /// The name that stands for all actions of the resource of `name`: `/a/b/c/*` for `/a/b/c/read` and for itself.
  /// Does not check `name`; there is none for a name that is no path.
  package static func wildcard(covering name: String) -> String? {
    resource(of: name).map { $0 + "*" }
  }

  /// The path up to its last `/`, which is what the actions of a resource have in common.
  static func resource(of name: String) -> String? {
    guard isPath(name) else { return nil }
    return name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[...$0]) }
  }

  private static func isPath(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: "/") }

  private static func isPathOfFour(_ text: String) -> Bool {
    // The number of slashes so far, of bytes after the last one, and whether those are the wildcard.
    var slashes = 0
    var length = 0
    var isWildcard = false
    let bytes = text.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "/") {
        guard slashes == 0 || length > 0 else { return false }
        slashes += 1
        length = 0
      } else {
        guard slashes > 0, !isWildcard else { return false }
        isWildcard = byte == UInt8(ascii: "*") && slashes == 4 && length == 0
        guard isWildcard || isUnreserved(byte) else { return false }
        length += 1
      }
    }
    return slashes == 4 && length > 0
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Visible ASCII without the quotation mark and the backslash.
  private static func isScopeToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }
}
