package import FoundationEssentials
package import JSON

/// The members of a JSON object as slices of its text, after a strict check of the whole text (RFC 8259):
/// valid UTF-8, no member twice at any level, at most ``maximumDepth`` levels, nothing after the value.
///
/// The slices are decoded later by whoever knows their types, so a message is taken apart before its method is known.
package struct JSONObject: Sendable {
  /// Deepest nesting of arrays and objects. No message of the protocol needs more than 6.
  package static let maximumDepth = 64

  /// The object's members in the order of the text.
  package let members: [(name: String, value: Data)]

  package init(_ text: Data) throws(JSONFault) {
    members = try text.span.withUnsafeBytes { bytes throws(JSONFault) in
      var cursor = JSONCursor(bytes, limits: JSONLimits(depth: Self.maximumDepth))
      return try cursor.members(of: text)
    }
  }

  package subscript(name: String) -> Data? {
    members.first { $0.name == name }?.value
  }
}

extension JSONCursor {
  fileprivate mutating func members(of text: Data) throws(JSONFault) -> [(name: String, value: Data)] {
    guard next == UInt8(ascii: "{") else {
      throw fault("a message is one JSON object; batches and bare values are not taken")
    }
    try enterObject()
    var members: [(name: String, value: Data)] = []
    var names = JSONNames()
    while let name = try nextName(&names) {
      let start = text.startIndex + position
      try skipValue()
      members.append((name, text[start..<text.startIndex + position]))
    }
    guard isAtEnd() else { throw fault("text follows the message") }
    return members
  }
}
