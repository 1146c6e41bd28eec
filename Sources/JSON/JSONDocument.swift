/// A JSON text that was checked as a whole, strictly and once, and is then read value by value without being parsed
/// again.
///
/// Holds the text and one small node for each of its values; strings and numbers are made only where they are asked
/// for.
package final class JSONDocument: Sendable {
  let text: [UInt8]
  let nodes: [JSONNode]

  /// - Throws: ``JSONFault`` for a text that is not one JSON value within the limits, with nothing after it.
  package init(_ text: [UInt8], limits: JSONLimits) throws(JSONFault) {
    self.text = text
    nodes = try text.span.withUnsafeBytes { bytes throws(JSONFault) in
      var cursor = JSONCursor(bytes, limits: limits)
      var nodes: [JSONNode] = []
      nodes.reserveCapacity(24)
      try cursor.index(into: &nodes, name: nil)
      guard cursor.isAtEnd() else { throw cursor.fault("text follows the message") }
      return nodes
    }
  }

  private init(text: [UInt8], nodes: [JSONNode]) {
    self.text = text
    self.nodes = nodes
  }

  static let emptyObject = JSONDocument(text: Array("{}".utf8), nodes: [JSONNode(.object, 0..<2, name: nil, next: 1)])

  /// The whole value.
  package var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// Where a value stands in a text, and where the member's name that it belongs to.
struct JSONNode: Sendable {
  enum Kind: UInt8 {
    case object, array, string, escapedString, number, `true`, `false`, null
  }

  let kind: Kind
  let isNameEscaped: Bool
  private let nameStart: UInt32
  private let nameEnd: UInt32
  private let start: UInt32
  private var end: UInt32
  /// Index of the first node that is not part of this value.
  private(set) var next: UInt32

  fileprivate init(_ kind: Kind, _ range: Range<Int>, name: JSONCursor.StringContent?, next: Int) {
    self.kind = kind
    isNameEscaped = name?.isEscaped ?? false
    nameStart = UInt32(truncatingIfNeeded: name?.range.lowerBound ?? 0)
    nameEnd = UInt32(truncatingIfNeeded: name?.range.upperBound ?? 0)
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    self.next = UInt32(truncatingIfNeeded: next)
  }

  /// Of the value; that of a string includes its quotation marks.
  var range: Range<Int> { Int(start)..<Int(end) }
  /// Of the name without its quotation marks; empty where the value is no member.
  var nameRange: Range<Int> { Int(nameStart)..<Int(nameEnd) }

  fileprivate mutating func close(at end: Int, next: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
  }
}

extension JSONCursor {
  /// Reads the value that comes next, checks all of it and appends a node for it and for each value in it.
  fileprivate mutating func index(into nodes: inout [JSONNode], name: StringContent?) throws(JSONFault) {
    let start = position
    let index = nodes.count
    guard index < limits.values else { throw fault("more than \(limits.values) values") }
    switch next {
    case UInt8(ascii: "{"):
      nodes.append(JSONNode(.object, start..<start, name: name, next: index))
      try indexMembers(into: &nodes)
      nodes[index].close(at: position, next: nodes.count)
    case UInt8(ascii: "["):
      nodes.append(JSONNode(.array, start..<start, name: name, next: index))
      try enterArray()
      while try nextElement() { try self.index(into: &nodes, name: nil) }
      nodes[index].close(at: position, next: nodes.count)
    default:
      let kind = try scalar()
      nodes.append(JSONNode(kind, start..<position, name: name, next: index + 1))
    }
  }

  private mutating func indexMembers(into nodes: inout [JSONNode]) throws(JSONFault) {
    try enterObject()
    var names = JSONNames()
    while let name = try nextMember(&names) { try index(into: &nodes, name: name) }
  }

  private mutating func scalar() throws(JSONFault) -> JSONNode.Kind {
    if next == UInt8(ascii: "\"") { return try scanString().isEscaped ? .escapedString : .string }
    let first = next
    try skipValue()
    switch first {
    case UInt8(ascii: "t"): return .true
    case UInt8(ascii: "f"): return .false
    case UInt8(ascii: "n"): return .null
    default: return .number
    }
  }
}
