import SystemCalls

/// An element of `Forwarded` (RFC 7239 section 4): what one proxy says of who has sent it the request.
struct ForwardedHop {
  var node: Substring?
  var scheme: Substring?
  var host: Substring?

  /// All elements of all fields, in their order.
  static func list(_ fields: [String]) -> [ForwardedHop] {
    fields.flatMap { field in split(field[...], at: ",").map { ForwardedHop($0) } }
  }

  private init(_ element: Substring) {
    for pair in Self.split(element, at: ";") {
      guard let mark = pair.firstIndex(of: "=") else { continue }
      let value = Self.unquoted(pair[pair.index(after: mark)...].trimmingBlanks())
      switch pair[..<mark].trimmingBlanks().lowercased() {
      case "for": node = value
      case "proto": scheme = value
      case "host": host = value
      default: break
      }
    }
  }

  /// At marks that stand outside of quotes.
  private static func split(_ text: Substring, at mark: Character) -> [Substring] {
    var isQuoted = false
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == mark && !isQuoted
    }
  }

  /// Escapes stay as they are: nothing that is believed has any.
  private static func unquoted(_ text: Substring) -> Substring {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? text.dropFirst().dropLast() : text
  }

  /// RFC 7239 section 6, and the same in `X-Forwarded-For`: an address, with or without a port; `nil` for a name.
  static func address(_ node: String) -> IPAddress? {
    let node = node[...].trimmingBlanks()
    if node.hasPrefix("[") {
      return node.firstIndex(of: "]").flatMap { IPAddress(String(node[..<$0].dropFirst())) }
    }
    if let address = IPAddress(String(node)) { return address }
    return node.lastIndex(of: ":").flatMap { IPAddress(String(node[..<$0])) }
  }
}
