/// Picks from what a message says of itself the members that tell what a call is about, and passes over the others.
/// Reflection would find them as well, but it costs more than all else that a change does beside writing.
final class SubjectEncoder: Encoder {
  private(set) var subject = Subject()

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(PartEncoder(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { NoParts(encoder: self) }
  func singleValueContainer() -> any SingleValueEncodingContainer { NoParts(encoder: self) }

  /// What a member of this name can tell of; `nil` where it is of another thing, such as a parent or a creator.
  fileprivate static let parts: [String: [Subject.Part]] = {
    let all = Subject.Part.allCases
    var parts = ["sid": all, "clientId": all]
    for part in all {
      parts["\(part)"] = [part]
      parts["\(part)Sid"] = [part]
    }
    return parts
  }()

  fileprivate func take(_ value: some Encodable, called name: String) throws {
    if let parts = Self.parts[name], let value = value as? any SubjectPart {
      if parts.contains(value.part) { subject.add(value) }
    } else if name == "app" || name == "apiKey" {
      try value.encode(to: self)
    }
  }
}

private struct PartEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: SubjectEncoder

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {}
  func encode(_ value: String, forKey key: Key) {}
  func encode(_ value: Int, forKey key: Key) {}
  func encode(_ value: Bool, forKey key: Key) {}

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try encoder.take(value, called: key.stringValue)
  }

  /// Most members tell nothing: what they are is not even looked at.
  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    let name = key.stringValue
    if SubjectEncoder.parts[name] != nil, let value { try encoder.take(value, called: name) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    encoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
  func superEncoder() -> any Encoder { encoder }
  func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

/// Of values without names.
private struct NoParts: SingleValueEncodingContainer, UnkeyedEncodingContainer {
  let encoder: SubjectEncoder

  var codingPath: [any CodingKey] { [] }
  var count: Int { 0 }

  func encodeNil() {}
  func encode<Value: Encodable>(_ value: Value) {}

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    encoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
  func superEncoder() -> any Encoder { encoder }
}
