import JSON

/// One JSON object as JOSE headers and claims sets use it: text, integers and lists of texts are read, everything else
/// is only checked for its grammar. Member names are unique (RFC 7515 section 4, RFC 7519 section 4); reading is linear
/// in the length.
struct JSONObject {
  enum Value: Equatable {
    case string(String)
    /// A number without fraction or exponent, within the range that every JSON reader keeps exact (RFC 7493 section
    /// 2.2).
    case integer(Int)
    /// An array whose elements are all strings, possibly none.
    case strings([String])
    case other
  }

  struct Member {
    let name: String
    let value: Value
  }

  /// Nothing that is read is nested, so the stack is kept small. Our headers have three members and our claims sets
  /// eleven; more than 32 is no token of ours.
  private static let limits = JSONLimits(depth: 16, members: 32)
  private let members: [Member]

  /// `bytes` hold the object and nothing else but white space around it.
  init(parsing bytes: [UInt8]) throws(JSONFault) {
    members = try bytes.span.withUnsafeBytes { bytes throws(JSONFault) in
      var cursor = JSONCursor(bytes, limits: Self.limits)
      return try cursor.members()
    }
  }

  /// nil where the member is absent.
  subscript(name: String) -> Value? {
    // Comparing the lengths in bytes first is fast, and leaves no other name that is canonically equivalent to one in
    // ASCII.
    for member in members where member.name.utf8.count == name.utf8.count && member.name == name { return member.value }
    return nil
  }
}

extension JSONCursor {
  fileprivate mutating func members() throws(JSONFault) -> [JSONObject.Member] {
    try enterObject()
    var members: [JSONObject.Member] = []
    members.reserveCapacity(11)
    var names = JSONNames()
    while let name = try nextName(&names) { members.append(JSONObject.Member(name: name, value: try value())) }
    guard isAtEnd() else { throw fault("text follows the object") }
    return members
  }

  private mutating func value() throws(JSONFault) -> JSONObject.Value {
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?:
      return try number().map(JSONObject.Value.integer) ?? .other
    default: try skipValue()
    }
    return .other
  }

  private mutating func array() throws(JSONFault) -> JSONObject.Value {
    try enterArray()
    var strings: [String] = []
    var onlyStrings = true
    while try nextElement() {
      if next == UInt8(ascii: "\"") {
        strings.append(try string())
      } else {
        try skipValue()
        onlyStrings = false
      }
    }
    return onlyStrings ? .strings(strings) : .other
  }
}
