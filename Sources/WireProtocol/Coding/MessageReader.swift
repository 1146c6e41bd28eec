package import JSON

/// Reads the types of the protocol from JSON that was checked before: the one way by which anything that crosses the
/// wire becomes a value.
///
/// A refusal is a `DecodingError` whose path has the names of the wire. See `ServiceError.init(_: DecodingError)`.
package final class MessageReader {
  /// What becomes of members that a type does not have. Names that begin with `x-` are always left to others.
  package enum UnknownMembers {
    /// Of a request: a misspelt option must not be ignored.
    case refused
    /// Of a reply: a later version may add some.
    case ignored
  }

  /// The longest string of a request that no type bounds more tightly, in bytes.
  package static let longestText = 16_384
  /// The longest array of a request.
  package static let longestArray = 1_000

  private let unknownMembers: UnknownMembers
  private let root: JSONValue
  /// The values that were asked for, by their indices: of the first 64 as bits.
  private var firstTaken: UInt64 = 0
  private var otherTaken: Set<Int> = []

  private init(_ root: JSONValue, unknownMembers: UnknownMembers) {
    self.root = root
    self.unknownMembers = unknownMembers
  }

  package static func read<Value: Decodable>(
    _ type: Value.Type, from value: JSONValue, unknownMembers: UnknownMembers
  ) throws -> Value {
    try MessageReader(value, unknownMembers: unknownMembers).read(type, from: value)
  }

  /// Whether texts and arrays are bounded: what a service keeps of a request is.
  var isStrict: Bool { unknownMembers == .refused }

  func read<Value: Decodable>(_ type: Value.Type, from value: JSONValue) throws -> Value {
    guard isStrict, value.isObject else { return try Value(from: ValueDecoder(value: value, reader: self)) }
    let result: Value
    do { result = try Value(from: ValueDecoder(value: value, reader: self)) } catch {
      // A misspelt member explains a missing one.
      let known = JSONSchema.describe(type).members.map(\.name)
      try refuse(value.children.first { !$0.isForeign && !known.contains($0.name) }, type)
      throw error
    }
    if !value.allChildren(isTaken) {
      try refuse(value.children.first { !isTaken($0.index) && !$0.isForeign }, type)
    }
    return result
  }

  /// Where a value stands, as decoders tell it.
  func path(to value: JSONValue) -> [any CodingKey] {
    value.path(from: root).map { step in
      switch step {
      case .member(let name): VerbatimKey(name)
      case .element(let index): ElementKey(index)
      }
    }
  }

  /// Notes that a type has asked for a member.
  func take(_ value: JSONValue) {
    guard isStrict else { return }
    if value.index < 64 { firstTaken |= 1 << UInt64(value.index) } else { otherTaken.insert(value.index) }
  }

  private func isTaken(_ index: Int) -> Bool {
    index < 64 ? firstTaken & 1 << UInt64(index) != 0 : otherTaken.contains(index)
  }

  private func refuse<Value: Decodable>(_ member: JSONValue?, _ type: Value.Type) throws {
    guard let member else { return }
    let owner = (type as? any Method.Type)?.name ?? WireName.text("\(type)")
    let known = JSONSchema.describe(type).members.map(\.name)
    let taken = known.isEmpty ? "none" : known.joined(separator: ", ")
    throw DecodingError.dataCorrupted(
      .init(codingPath: path(to: member), debugDescription: "\(owner) has no such member; it takes \(taken)"))
  }
}

extension JSONValue {
  /// Whether this is a member for others: its name begins with `x-`.
  var isForeign: Bool { name.utf8.starts(with: "x-".utf8) }
}

private struct ElementKey: CodingKey {
  let index: Int
  var stringValue: String { String(index) }
  var intValue: Int? { index }

  init(_ index: Int) {
    self.index = index
  }

  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
}
