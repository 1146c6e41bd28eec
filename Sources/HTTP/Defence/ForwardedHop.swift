import NIOHTTP1
import SystemCalls

/// An element of `Forwarded` (RFC 7239 section 4): what one proxy says of who has sent it the request.
struct ForwardedHop {
  var node: Substring?
  var scheme: Substring?
  var host: Substring?

  /// All elements of all fields, in their order.
  /// - Throws: ``RequestFault`` for a quoted string without an end, which would take in what a proxy has added.
  static func list(_ fields: [String]) throws(RequestFault) -> [ForwardedHop] {
    var hops: [ForwardedHop] = []
    for field in fields {
      for element in try split(field[...], at: UInt8(ascii: ",")) { hops.append(try ForwardedHop(element)) }
    }
    return hops
  }

  private init(_ element: Substring) throws(RequestFault) {
    for pair in try Self.split(element, at: UInt8(ascii: ";")) {
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

  /// At marks that stand outside of quoted strings (RFC 9110 section 5.6.4). Bytes are compared: a character may
  /// consist of a mark and of something that a client has put beside it.
  private static func split(_ text: Substring, at mark: UInt8) throws(RequestFault) -> [Substring] {
    var isQuoted = false
    var isEscaped = false
    let parts = text.utf8.split(omittingEmptySubsequences: false) { byte in
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isQuoted
      case UInt8(ascii: "\""): isQuoted.toggle()
      default: return byte == mark && !isQuoted
      }
      return false
    }
    guard !isQuoted else { throw RequestFault(.badRequest, "Forwarded has a quoted string without an end") }
    return parts.map { Substring($0) }
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
