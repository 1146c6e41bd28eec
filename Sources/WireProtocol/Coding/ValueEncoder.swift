/// Hands what a type says of itself to a ``MessageWriter``.
struct ValueEncoder: Encoder, SingleValueEncodingContainer {
  let writer: MessageWriter

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    writer.beginObject()
    return KeyedEncodingContainer(MemberEncoder(writer: writer))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    writer.beginArray()
    return ElementEncoder(writer: writer)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() { writer.writeNull() }
  func encode(_ value: String) { writer.write(value) }
  func encode(_ value: Int) { writer.write(value) }
  func encode(_ value: Bool) { writer.write(value) }

  func encode<Value: Encodable>(_ value: Value) throws {
    // The protocol has no other numbers; they would write themselves without end.
    guard !(value is any Numeric) else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: [], debugDescription: "numbers of the protocol are Int"))
    }
    try value.encode(to: self)
  }
}

private struct MemberEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: MessageWriter

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    begin(key)
    writer.inside { $0.writeNull() }
  }

  func encode(_ value: String, forKey key: Key) {
    begin(key)
    writer.inside { $0.write(value) }
  }

  func encode(_ value: Int, forKey key: Key) {
    begin(key)
    writer.inside { $0.write(value) }
  }

  func encode(_ value: Bool, forKey key: Key) {
    begin(key)
    writer.inside { $0.write(value) }
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    begin(key)
    try writer.write(value)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    ValueEncoder(writer: writer.refuse(unusual)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    ValueEncoder(writer: writer.refuse(unusual)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { ValueEncoder(writer: writer.refuse(unusual)) }
  func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }

  private func begin(_ key: Key) {
    writer.beginMember(key.stringValue, isVerbatim: Key.self == VerbatimKey.self)
  }
}

private struct ElementEncoder: UnkeyedEncodingContainer {
  let writer: MessageWriter
  private(set) var count = 0

  init(writer: MessageWriter) {
    self.writer = writer
  }

  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() {
    begin()
    writer.inside { $0.writeNull() }
  }

  mutating func encode(_ value: String) {
    begin()
    writer.inside { $0.write(value) }
  }

  mutating func encode(_ value: Int) {
    begin()
    writer.inside { $0.write(value) }
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    begin()
    try writer.write(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    ValueEncoder(writer: writer.refuse(unusual)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    ValueEncoder(writer: writer.refuse(unusual)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { ValueEncoder(writer: writer.refuse(unusual)) }

  private mutating func begin() {
    count += 1
    writer.beginElement()
  }
}

private let unusual = "a type of the protocol writes its members itself, without nested containers"
