/// A type that says itself what it looks like in JSON; others are asked by decoding from a ``SchemaProbe``.
package protocol SchemaDescribed {
  static var schema: JSONSchema { get }
  /// Any valid value, for the probe to go on with.
  static var sample: Self { get }
}

extension String: SchemaDescribed {
  package static var schema: JSONSchema { .string(format: nil, longest: MessageReader.longestText) }
  package static var sample: String { "" }
}

extension Int: SchemaDescribed {
  package static var schema: JSONSchema { .integer(nil) }
  package static var sample: Int { 0 }
}

extension Bool: SchemaDescribed {
  package static var schema: JSONSchema { .boolean }
  package static var sample: Bool { true }
}

extension Dictionary: SchemaDescribed where Key == String, Value: Decodable {
  package static var schema: JSONSchema { .map(of: .describe(Value.self)) }
  package static var sample: [String: Value] { [:] }
}
