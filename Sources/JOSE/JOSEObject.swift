import JSON

/// A JOSE header or claims set: one JSON object whose member names are unique (RFC 7515 section 4, RFC 7519 section 4).
struct JOSEObject {
  /// Nothing that is read is nested, so the depth is small. Our headers have three members and our claims sets twelve;
  /// more than 32 is no token of ours.
  private static let limits = JSONLimits(depth: 16, members: 32)
  private let root: JSONValue

  /// - Parameter bytes: The object and nothing else but white space around it.
  /// - Returns: `nil` for anything else.
  init?(_ bytes: [UInt8]) {
    guard let document = try? JSONDocument(bytes, limits: Self.limits), document.root.isObject else { return nil }
    root = document.root
  }

  /// `nil` where the member is absent.
  subscript(name: StaticString) -> JSONValue? { root[name] }
}

extension JSONValue {
  /// A whole number that every JSON reader keeps exact (RFC 7493 section 2.2).
  var exactInteger: Int? {
    integer.flatMap { $0.magnitude < 1 << 53 ? $0 : nil }
  }

  /// The texts of an array that holds nothing else, possibly none.
  var strings: [String]? {
    guard isArray else { return nil }
    var texts: [String] = []
    for element in children {
      guard let text = element.string else { return nil }
      texts.append(text)
    }
    return texts
  }
}
