import JSON

/// The values of a description, with its references within itself followed (RFC 6901).
struct References {
  private let root: JSONValue
  /// The members of large objects, by the objects' indices.
  private var members: [Int: [String: JSONValue]] = [:]

  private static let large = 16

  init(_ root: JSONValue) {
    self.root = root
  }

  /// A value and what its `$ref` leads to, one after the other.
  /// - Throws: ``ReferenceFault``.
  mutating func chain(from value: JSONValue) throws(ReferenceFault) -> [JSONValue] {
    var chain = [value]
    var seen: Set = [value.index]
    while let reference = chain[chain.count - 1]["$ref"]?.string {
      let target = try target(of: reference)
      guard seen.insert(target.index).inserted else { throw .cycle(reference.shortened()) }
      chain.append(target)
    }
    return chain
  }

  private mutating func target(of reference: String) throws(ReferenceFault) -> JSONValue {
    guard reference.hasPrefix("#/") else { throw .elsewhere(reference.shortened()) }
    var value = root
    for step in reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false) {
      let name = Self.decoded(step)
      guard let next = value.isArray ? element(name, of: value) : member(name, of: value) else {
        throw .missing(reference.shortened())
      }
      value = next
    }
    return value
  }

  private func element(_ number: String, of array: JSONValue) -> JSONValue? {
    guard let number = Int(number) else { return nil }
    return array.children.enumerated().first { $0.offset == number }?.element
  }

  private mutating func member(_ name: String, of object: JSONValue) -> JSONValue? {
    if let known = members[object.index] { return known[name] }
    guard object.childCount > Self.large else { return object.member { $0.elementsEqual(name.utf8) } }
    let all = Dictionary(object.children.lazy.map { ($0.name, $0) }) { first, _ in first }
    members[object.index] = all
    return all[name]
  }

  /// Percent-encoding first, as the pointer is a fragment (RFC 6901 section 6).
  private static func decoded(_ step: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = step.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self).replacing("~1", with: "/").replacing("~0", with: "~")
  }
}

/// Why a reference leads nowhere.
enum ReferenceFault: Error {
  case cycle(String)
  case elsewhere(String)
  case missing(String)

  var reason: String {
    switch self {
    case .cycle(let reference): "$ref \(reference) leads back to itself"
    case .elsewhere(let reference): "$ref \(reference) is in another document; bundle them into one"
    case .missing(let reference): "$ref \(reference) leads nowhere"
    }
  }
}
