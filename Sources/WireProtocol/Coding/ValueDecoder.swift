import JSON

/// One JSON value as a type asks for it.
struct ValueDecoder: Decoder {
  let value: JSONValue
  let reader: MessageReader

  var codingPath: [any CodingKey] { reader.path(to: value) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard value.isObject else { throw mismatch([String: String].self) }
    return KeyedDecodingContainer(MemberDecoder(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard value.isArray else { throw mismatch([String].self) }
    return ElementDecoder(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func mismatch(_ expected: any Any.Type) -> DecodingError {
    let context = DecodingError.Context(codingPath: codingPath, debugDescription: "")
    return value.isNull ? .valueNotFound(expected, context) : .typeMismatch(expected, context)
  }

  func fault(_ clause: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: clause))
  }
}

extension ValueDecoder {
  /// A text that no type of its own bounds.
  func boundedText() throws -> String {
    let text = try decode(String.self)
    guard !reader.isStrict || text.utf8.count <= MessageReader.longestText else {
      throw fault("\(text.utf8.count) bytes; at most \(MessageReader.longestText) are allowed")
    }
    return text
  }
}

// A type that decodes a single text bounds it itself.
extension ValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value.isNull }

  func decode(_ type: String.Type) throws -> String {
    guard let text = value.string else { throw mismatch(type) }
    return text
  }

  func decode(_ type: Int.Type) throws -> Int {
    guard value.isNumber else { throw mismatch(type) }
    guard let number = value.integer else { throw fault("expected a whole number of at most 63 bits") }
    return number
  }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard let flag = value.bool else { throw mismatch(type) }
    return flag
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    // The protocol has no other numbers; they would ask for themselves without end.
    guard !(type is any Numeric.Type) else { throw fault("numbers of the protocol are Int, not \(type)") }
    return try reader.read(type, from: value)
  }
}
