import JSON

/// An array's elements, one after the other.
struct ElementDecoder: UnkeyedDecodingContainer {
  private let decoder: ValueDecoder
  private var rest: JSONValue.Children
  private var following: JSONValue?
  private(set) var currentIndex = 0

  init(_ decoder: ValueDecoder) {
    self.decoder = decoder
    rest = decoder.value.children
    following = rest.next()
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { nil }
  var isAtEnd: Bool { following == nil }

  mutating func decodeNil() throws -> Bool {
    guard following?.isNull == true else { return false }
    _ = try advance()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let element = try advance()
    if type == String.self, let text = try element.boundedText() as? Value { return text }
    return try decoder.reader.read(type, from: element.value)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try advance().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try advance().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try advance() }

  private mutating func advance() throws -> ValueDecoder {
    guard !decoder.reader.isStrict || currentIndex < MessageReader.longestArray else {
      throw decoder.fault("more than \(MessageReader.longestArray) elements")
    }
    guard let element = following else { throw decoder.fault("the array has no element \(currentIndex)") }
    following = rest.next()
    currentIndex += 1
    return ValueDecoder(value: element, reader: decoder.reader)
  }
}
