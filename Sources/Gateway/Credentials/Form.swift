import NIOCore
import NIOHTTP1
import WireProtocol

/// The members of a form (`application/x-www-form-urlencoded`, RFC 6749 appendix B). A member with an empty value counts
/// as left out (section 3.2).
struct Form: Sendable {
  private let members: [(name: String, value: String)]

  /// Reads a request's body.
  /// - Throws: ``RequestFault`` for another type of content, a broken escape, what is not UTF-8, and a name that is
  ///   repeated.
  init(_ request: HTTPRequest) throws(RequestFault) {
    let type = try request.field("content-type") ?? ""
    let media = type.prefix { $0 != ";" }.trimmingBlanks().lowercased()
    guard media == "application/x-www-form-urlencoded" else {
      throw RequestFault(.badRequest, "the body must be a form: Content-Type: application/x-www-form-urlencoded")
    }
    try self.init(request.body.readableBytesView)
  }

  init(_ text: some Collection<UInt8>) throws(RequestFault) {
    var members: [(name: String, value: String)] = []
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let mark = pair.firstIndex(of: UInt8(ascii: "="))
      let value = mark.map { pair[pair.index(after: $0)...] }
      guard let name = PercentCoding.decode(pair[..<(mark ?? pair.endIndex)]),
        let value = value.map({ PercentCoding.decode($0) }) ?? ""
      else {
        throw RequestFault(.badRequest, "the form holds a broken escape, a NUL, or what is not UTF-8")
      }
      guard !members.contains(where: { $0.name == name }) else {
        throw RequestFault(.badRequest, "the member \(name.excerpt()) of the form is repeated")
      }
      members.append((name, value))
    }
    self.members = members
  }

  subscript(name: String) -> String? {
    guard let value = members.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
    return value
  }
}
