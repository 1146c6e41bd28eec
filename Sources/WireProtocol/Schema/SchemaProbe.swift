/// A decoder without data: it hands a value to whatever a type asks for, and notes what that was.
final class SchemaProbe: Decoder {
  private(set) var schema: JSONSchema = .any
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  /// The type's schema and a value of it; `nil` if the type refuses every value that the probe has.
  static func probe<Value: Decodable>(_ type: Value.Type) -> (schema: JSONSchema, value: Value)? {
    if let described = type as? any SchemaDescribed.Type, let value = described.sample as? Value {
      return (described.schema, value)
    }
    let probe = SchemaProbe()
    guard let value = try? Value(from: probe) else { return nil }
    return (probe.schema, value)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    if case .object = schema {} else { schema = .object([]) }
    return KeyedDecodingContainer(Keyed(probe: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(probe: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(probe: self) }

  private func note(_ name: String, _ schema: JSONSchema, isRequired: Bool) {
    guard case .object(let members) = self.schema, !members.contains(where: { $0.name == name }) else { return }
    self.schema = .object(members + [JSONSchema.Member(name: name, schema: schema, isRequired: isRequired)])
  }

  fileprivate static func refusal(_ path: [any CodingKey]) -> DecodingError {
    .dataCorrupted(.init(codingPath: path, debugDescription: "the probe has no value of this type"))
  }
}

extension SchemaProbe {
  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      guard let (schema, value) = SchemaProbe.probe(type) else { throw SchemaProbe.refusal([key]) }
      probe.note(key.nameOnWire, schema, isRequired: true)
      return value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      try decodeOptional(type, key)
    }

    private func decodeOptional<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
      guard let (schema, value) = SchemaProbe.probe(type) else { throw SchemaProbe.refusal([key]) }
      probe.note(key.nameOnWire, schema, isRequired: false)
      return value
    }

    // The protocol's own versions for these types would win over the generic one, and note the member as required.
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try decodeOptional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try decodeOptional(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try decodeOptional(type, key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
      -> KeyedDecodingContainer<Nested>
    {
      throw SchemaProbe.refusal([key])
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw SchemaProbe.refusal([key])
    }
    func superDecoder() throws -> any Decoder { throw SchemaProbe.refusal([]) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaProbe.refusal([key]) }
  }

  /// An array of one element.
  private struct Unkeyed: UnkeyedDecodingContainer {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var isAtEnd: Bool { currentIndex > 0 }
    var currentIndex = 0

    mutating func decodeNil() -> Bool { false }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      guard let (schema, value) = SchemaProbe.probe(type) else { throw SchemaProbe.refusal([]) }
      probe.schema = .array(of: schema)
      currentIndex += 1
      return value
    }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    {
      throw SchemaProbe.refusal([])
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw SchemaProbe.refusal([]) }
    mutating func superDecoder() throws -> any Decoder { throw SchemaProbe.refusal([]) }
  }

  private struct Single: SingleValueDecodingContainer {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      guard let (schema, value) = SchemaProbe.probe(type) else { throw SchemaProbe.refusal([]) }
      probe.schema = schema
      return value
    }
  }
}
