import JSON

/// An object's members, found by the names of the Swift properties (see ``WireName``).
struct MemberDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: ValueDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { decoder.value.children.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { member(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try required(key).isNull }

  func decode(_ type: String.Type, forKey key: Key) throws -> String { try self[required(key)].boundedText() }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try self[required(key)].decode(type) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try self[required(key)].decode(type) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder.reader.read(type, from: required(key))
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try given(key).map { try self[$0].boundedText() }
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try given(key).map { try self[$0].decode(type) }
  }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try given(key).map { try self[$0].decode(type) }
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try given(key).map { try decoder.reader.read(type, from: $0) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try self[required(key)].container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try self[required(key)].unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { self[try required(key)] }

  private subscript(value: JSONValue) -> ValueDecoder { ValueDecoder(value: value, reader: decoder.reader) }

  private func required(_ key: Key) throws -> JSONValue {
    if let member = member(key) { return member }
    throw DecodingError.keyNotFound(VerbatimKey(key.nameOnWire), .init(codingPath: codingPath, debugDescription: ""))
  }

  /// An optional member may be left out or null.
  private func given(_ key: Key) -> JSONValue? {
    member(key).flatMap { $0.isNull ? nil : $0 }
  }

  private func member(_ key: Key) -> JSONValue? {
    var name = key.stringValue
    let isVerbatim = Key.self == VerbatimKey.self
    let member = name.withUTF8 { name in
      decoder.value.member { isVerbatim ? $0.elementsEqual(name) : WireName.matches($0, property: name) }
    }
    if let member { decoder.reader.take(member) }
    return member
  }
}
