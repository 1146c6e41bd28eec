import FoundationEssentials

/// Parameters that can be read without a decoder, for the methods that are called most. What they can't read the general decoder
/// does, so both take the same texts and refuse the same, in the same words.
package protocol DirectDecodable {
  /// `nil` for anything out of the ordinary: a missing member, a wrong type, an escape in a string.
  init?(direct object: JSONObject)
}

/// A reply that writes itself, for the same methods: what the general encoder would write, in a fixed order.
package protocol DirectEncodable {
  func write(to writer: inout JSONObjectWriter)
}

extension JSONObject {
  /// A string without escapes; `nil` for anything else.
  func text(_ name: String) -> String? {
    self[name].flatMap(Self.text)
  }

  /// As ``text(_:)``, and `.some(nil)` for a member that is missing or null.
  func optionalText(_ name: String) -> String?? {
    guard let value = self[name], !value.elementsEqual("null".utf8) else { return .some(nil) }
    return Self.text(value).map(Optional.some)
  }

  /// Takes a value that has been scanned: a string without a backslash is what stands between its quotes.
  static func text(_ value: Data) -> String? {
    value.withUnsafeBytes { bytes in
      guard bytes.first == UInt8(ascii: "\""), !bytes.contains(UInt8(ascii: "\\")) else { return nil }
      return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }
  }

  /// Takes a value that has been scanned; `nil` for what is no whole number, or not written as one.
  static func integer(_ value: Data) -> Int? {
    Int(String(decoding: value, as: UTF8.self))
  }
}

/// Writes one JSON object member by member.
package struct JSONObjectWriter {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  init(capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
  }

  mutating func write(_ name: StaticString, _ value: String) {
    begin(name)
    JSONString.append(value, to: &bytes)
  }

  mutating func write(_ name: StaticString, _ value: Int) {
    begin(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func write(_ name: StaticString, _ value: Bool) {
    begin(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func writeNull(_ name: StaticString) {
    begin(name)
    bytes.append(contentsOf: "null".utf8)
  }

  mutating func finish() -> Data {
    bytes.append(UInt8(ascii: "}"))
    return Data(bytes)
  }

  /// - Parameter name: Free of what must be escaped.
  private mutating func begin(_ name: StaticString) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(contentsOf: "\":".utf8)
  }
}
