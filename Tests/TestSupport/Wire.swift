package import JSON
package import WireProtocol

/// Values as they cross the wire, for tests of single types.
package enum Wire {
  package static func text<Value: Encodable>(_ value: Value) throws -> String {
    String(decoding: try MessageWriter.json(value), as: UTF8.self)
  }

  /// Reads a value as a service reads a request's.
  package static func value<Value: Decodable>(
    _ type: Value.Type = Value.self, _ text: some Sequence<UInt8>,
    unknownMembers: MessageReader.UnknownMembers = .refused
  ) throws -> Value {
    try MessageReader.read(type, from: document(text), unknownMembers: unknownMembers)
  }

  package static func value<Value: Decodable>(
    _ type: Value.Type = Value.self, _ text: String, unknownMembers: MessageReader.UnknownMembers = .refused
  ) throws -> Value {
    try value(type, text.utf8, unknownMembers: unknownMembers)
  }

  /// The root of a text that is expected to be JSON.
  package static func document(_ text: some Sequence<UInt8>) throws -> JSONValue {
    try JSONDocument(Array(text), limits: JSONLimits(depth: ReceivedRequest.maximumDepth)).root
  }
}
