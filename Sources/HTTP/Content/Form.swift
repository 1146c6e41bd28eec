import NIOCore
import NIOHTTP1
import WireProtocol

/// The members of a form (`application/x-www-form-urlencoded`, RFC 6749 appendix B). A member with an empty value
/// counts as left out (section 3.2).
package struct Form: Sendable {
  package let members: [(name: String, value: String)]

  /// More than other requests have. To look for repeated names takes a time that grows with the square of it.
  package static let mostMembers = 64

  /// Reads a request's body.
  /// - Parameter repeatable: The names that may come more than once.
  /// - Throws: ``RequestFault`` for another type of content, and what ``init(_:repeatable:)-swift.init`` refuses.
  package init(
    _ request: HTTPRequest, repeatable: Set<String> = [], most: Int = mostMembers
  ) throws(RequestFault) {
    guard try request.mediaType == "application/x-www-form-urlencoded" else {
      throw RequestFault(.badRequest, "the body must be a form: Content-Type: application/x-www-form-urlencoded")
    }
    try self.init(request.body.readableBytesView, repeatable: repeatable, most: most)
  }

  /// - Throws: ``RequestFault`` for a broken escape, NUL, what is not UTF-8, a name that is repeated, and too many.
  package init(
    _ text: some Sequence<UInt8>, repeatable: Set<String> = [], most: Int = mostMembers
  ) throws(RequestFault) {
    var members: [(name: String, value: String)] = []
    var rest = Array(text)[...]
    while !rest.isEmpty {
      let pair = rest.prefix { $0 != UInt8(ascii: "&") }
      rest = rest.dropFirst(pair.count + 1)
      if pair.isEmpty { continue }
      let mark = pair.firstIndex(of: UInt8(ascii: "="))
      let value = mark.map { pair[pair.index(after: $0)...] }
      guard let name = PercentCoding.decode(pair[..<(mark ?? pair.endIndex)]),
        let value = value.map({ PercentCoding.decode($0) }) ?? ""
      else {
        throw RequestFault(.badRequest, "a parameter holds a broken escape, a NUL, or what is not UTF-8")
      }
      guard repeatable.contains(name) || !members.contains(where: { $0.name == name }) else {
        throw RequestFault(.badRequest, "the parameter \(name.excerpt()) is repeated")
      }
      guard members.count < most else {
        throw RequestFault(.badRequest, "there are more than \(most) parameters")
      }
      members.append((name, value))
    }
    self.members = members
  }

  package subscript(name: String) -> String? {
    guard let value = members.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
    return value
  }

  /// All values of a name that may come more than once.
  package func values(of name: String) -> [String] {
    members.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }
}

extension HTTPRequest {
  /// The parameters behind "?".
  package func queryForm(
    repeatable: Set<String> = [], most: Int = Form.mostMembers
  ) throws(RequestFault) -> Form {
    try Form((query ?? "").utf8, repeatable: repeatable, most: most)
  }
}
