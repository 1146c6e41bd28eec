/// A well-formed permission name: `/namespace/product/resource/action`, exactly four segments of unreserved characters
/// (RFC 3986 section 2.3), so that names joined by spaces are a scope of RFC 6749 section 3.3. The action may be `*`.
package struct PermissionName: Sendable, Hashable {
  package let text: String
  package let product: String

  /// Nil if `text` is anything else.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1...3].allSatisfy(Self.isPlain) else { return nil }
    guard parts[4].elementsEqual("*".utf8) || Self.isPlain(parts[4]) else { return nil }
    self.text = text
    product = String(Substring(parts[2]))
  }

  package var isWildcard: Bool { text.utf8.last == UInt8(ascii: "*") }

  /// The name that stands for all actions of the resource of `name`: `/a/b/c/*` for `/a/b/c/read` and for itself.
  /// Does not check `name`; without any `/` there is none.
  package static func wildcard(covering name: String) -> String? {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return name[...slash] + "*"
  }

  private static func isPlain(_ part: Substring.UTF8View) -> Bool {
    !part.isEmpty && part.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        true
      default: false
      }
    }
  }
}
