/// The SHA-256 of an entry of the audit trail, as it is stored; on the wire 64 lower-case hex digits.
package struct EntryHash: Hashable, Sendable {
  package static let length = 32
  /// Zeros: no entry's.
  package static let ofNone = EntryHash(trusted: Array(repeating: 0, count: length))

  package let bytes: [UInt8]

  /// `nil` unless there are ``length`` bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  /// - Parameter bytes: Of a digest, so as many as there have to be.
  package init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// `nil` unless the text is 64 lower-case hex digits.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Self.length else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt64(lowercaseHexadecimal: digits[index...index + 1]) else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    self.bytes = bytes
  }

  package var text: String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
      for (index, byte) in bytes.enumerated() {
        buffer[2 * index] = Self.digits.utf8Start[Int(byte >> 4)]
        buffer[2 * index + 1] = Self.digits.utf8Start[Int(byte & 0xF)]
      }
      return 2 * bytes.count
    }
  }

  private static let digits: StaticString = "0123456789abcdef"
}

extension EntryHash: CustomStringConvertible {
  package var description: String { text }
}

extension EntryHash: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let hash = EntryHash(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = hash
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension EntryHash: SchemaDescribed {
  private static let format = "a SHA-256, 64 lower-case hex digits"
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: EntryHash { ofNone }
}
