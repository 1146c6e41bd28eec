import WireProtocol

/// A JSON value of a document that follows a foreign standard; members keep their order.
indirect enum DocumentValue: Sendable {
  case text(String)
  case flag(Bool)
  case list([DocumentValue])
  case object([(name: String, value: DocumentValue)])
  /// - Parameter note: What the value means, beside what the schema says of it.
  case schema(JSONSchema, note: String? = nil)
}

extension DocumentValue: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
  init(arrayLiteral elements: DocumentValue...) { self = .list(elements) }
  init(dictionaryLiteral members: (String, DocumentValue)...) {
    self = .object(members.map { (name: $0, value: $1) })
  }
}

extension DocumentValue: Encodable {
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .flag(let flag):
      var container = encoder.singleValueContainer()
      try container.encode(flag)
    case .list(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .object(let members):
      var container = encoder.container(keyedBy: VerbatimKey.self)
      for member in members { try container.encode(member.value, forKey: VerbatimKey(member.name)) }
    case .schema(let schema, let note):
      guard let note else { return try schema.encode(to: encoder) }
      try schema.encode(noted: note, to: encoder)
    }
  }
}

extension JSONSchema {
  /// A schema has one description, which then says both.
  fileprivate func encode(noted note: String, to encoder: any Encoder) throws {
    if case .string(let format?, let longest) = self {
      return try JSONSchema.string(format: "\(note) (\(format))", longest: longest).encode(to: encoder)
    }
    try encode(to: encoder)
    var container = encoder.container(keyedBy: VerbatimKey.self)
    try container.encode(note, forKey: VerbatimKey("description"))
  }
}
