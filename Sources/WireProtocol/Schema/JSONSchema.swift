/// The subset of JSON Schema (2020-12) that describes what crosses the wire.
package indirect enum JSONSchema: Sendable, Equatable {
  /// - Parameter format: A sentence on what the string holds.
  case string(format: String?)
  case enumeration([String])
  case integer(ClosedRange<Int>?)
  case number
  case boolean
  case array(of: JSONSchema)
  case object([Member])
  /// Any JSON.
  case any

  package struct Member: Sendable, Equatable {
    package let name: String
    package let schema: JSONSchema
    package let isRequired: Bool
  }

  /// An object's members in the order of the type; none of anything else.
  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}

extension JSONSchema {
  /// Asks a type by decoding it from a probe that notes what is asked for.
  package static func describe<Value: Decodable>(_ type: Value.Type) -> JSONSchema {
    SchemaProbe.probe(type)?.schema ?? .any
  }
}

extension JSONSchema: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .string(let format):
      try container.encode("string", forKey: Key("type"))
      try container.encodeIfPresent(format, forKey: Key("description"))
    case .enumeration(let values):
      try container.encode("string", forKey: Key("type"))
      try container.encode(values, forKey: Key("enum"))
    case .integer(let range):
      try container.encode("integer", forKey: Key("type"))
      try container.encodeIfPresent(range?.lowerBound, forKey: Key("minimum"))
      try container.encodeIfPresent(range?.upperBound, forKey: Key("maximum"))
    case .number: try container.encode("number", forKey: Key("type"))
    case .boolean: try container.encode("boolean", forKey: Key("type"))
    case .array(let element):
      try container.encode("array", forKey: Key("type"))
      try container.encode(element, forKey: Key("items"))
    case .object(let members):
      try container.encode("object", forKey: Key("type"))
      var properties = container.nestedContainer(keyedBy: Key.self, forKey: Key("properties"))
      for member in members { try properties.encode(member.schema, forKey: Key(member.name)) }
      try container.encode(members.filter(\.isRequired).map(\.name), forKey: Key("required"))
    case .any: break
    }
  }
}
