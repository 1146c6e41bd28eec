/// The subset of JSON Schema (2020-12) that describes what crosses the wire.
package indirect enum JSONSchema: Sendable, Equatable {
  /// - Parameters:
  ///   - format: A sentence on what the string holds.
  ///   - longest: Its length in bytes at the most, where the sentence does not say.
  case string(format: String?, longest: Int? = nil)
  case enumeration([String])
  case integer(ClosedRange<Int>?)
  case boolean
  case array(of: JSONSchema)
  case object([Member])
  /// An object of any member names.
  case map(of: JSONSchema)
  case nullable(JSONSchema)
  /// One value, or an array of such values.
  case oneOrMore(JSONSchema)
  case null
  /// Any JSON.
  case any

  package struct Member: Sendable, Equatable {
    package let name: String
    package let schema: JSONSchema
    package let isRequired: Bool

    package init(name: String, schema: JSONSchema, isRequired: Bool) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
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

extension JSONSchema {
  /// The schema of a request: there an optional member may be null as well as left out, in a reply it may not.
  package var ofRequest: JSONSchema {
    switch self {
    case .object(let members):
      .object(
        members.map { member in
          let schema = member.schema.ofRequest
          return Member(
            name: member.name, schema: member.isRequired ? schema : .nullable(schema), isRequired: member.isRequired)
        })
    case .array(let element): .array(of: element.ofRequest)
    default: self
    }
  }
}

extension JSONSchema: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    switch self {
    case .string(let format, let longest):
      try container.encode("string", forKey: VerbatimKey("type"))
      try container.encodeIfPresent(format, forKey: VerbatimKey("description"))
      try container.encodeIfPresent(longest, forKey: VerbatimKey("maxLength"))
    case .enumeration(let values):
      try container.encode("string", forKey: VerbatimKey("type"))
      try container.encode(values, forKey: VerbatimKey("enum"))
    case .integer(let range):
      try container.encode("integer", forKey: VerbatimKey("type"))
      try container.encodeIfPresent(range?.lowerBound, forKey: VerbatimKey("minimum"))
      try container.encodeIfPresent(range?.upperBound, forKey: VerbatimKey("maximum"))
    case .boolean: try container.encode("boolean", forKey: VerbatimKey("type"))
    case .array(let element):
      try container.encode("array", forKey: VerbatimKey("type"))
      try container.encode(element, forKey: VerbatimKey("items"))
    case .object(let members):
      try container.encode("object", forKey: VerbatimKey("type"))
      try container.encode(Properties(members: members), forKey: VerbatimKey("properties"))
      try container.encode(members.filter(\.isRequired).map(\.name), forKey: VerbatimKey("required"))
    case .map(let element):
      try container.encode("object", forKey: VerbatimKey("type"))
      try container.encode(element, forKey: VerbatimKey("additionalProperties"))
    case .nullable(let value):
      try container.encode([value, .null], forKey: VerbatimKey("anyOf"))
    case .oneOrMore(let value):
      try container.encode([value, .array(of: value)], forKey: VerbatimKey("anyOf"))
    case .null: try container.encode("null", forKey: VerbatimKey("type"))
    case .any: break
    }
  }

  private struct Properties: Encodable {
    let members: [Member]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: VerbatimKey.self)
      for member in members { try container.encode(member.schema, forKey: VerbatimKey(member.name)) }
    }
  }
}
