/// One JSON object as JOSE headers and claims sets use it: text, integers and lists of texts are read, everything else is only
/// checked for its grammar. Member names are unique (RFC 7515 section 4, RFC 7519 section 4); reading is linear in the length.
struct JSONObject {
  enum Value: Equatable {
    case string(String)
    /// A number without fraction or exponent, within the range that every JSON reader keeps exact (RFC 7493 section 2.2).
    case integer(Int)
    /// An array whose elements are all strings, possibly none.
    case strings([String])
    case other
  }

  struct Member {
    let name: String
    let value: Value

    /// Comparing the lengths in bytes first is fast, and leaves no other name that is canonically equivalent to one in ASCII.
    func isNamed(_ other: String) -> Bool { name.utf8.count == other.utf8.count && name == other }
  }

  private let members: [Member]

  /// `bytes` hold the object and nothing else but white space around it.
  init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var scanner = JSONScanner(bytes)
    members = try scanner.document()
  }

  /// nil where the member is absent.
  subscript(name: String) -> Value? {
    for index in members.indices where members[index].isNamed(name) { return members[index].value }
    return nil
  }
}

/// The bytes are not one JSON object within the limits of `JSONScanner`.
struct JSONSyntaxError: Error {}
