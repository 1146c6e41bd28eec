/// How a member is called on the wire: the name of the Swift property in snake_case, so `accessTokenTTL` is
/// `access_token_ttl`. Derived, never written by hand.
enum WireName {
  /// Whether a name on the wire is that of a property.
  static func matches(_ name: UnsafeBufferPointer<UInt8>, property: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    for index in property.indices {
      if beginsWord(index, of: property) {
        guard position < name.count, name[position] == UInt8(ascii: "_") else { return false }
        position += 1
      }
      guard position < name.count, name[position] == lowercase(property[index]) else { return false }
      position += 1
    }
    return position == name.count
  }

  static func append(_ property: String, to bytes: inout [UInt8]) {
    var property = property
    property.withUTF8 { property in
      for index in property.indices {
        if beginsWord(index, of: property) { bytes.append(UInt8(ascii: "_")) }
        bytes.append(lowercase(property[index]))
      }
    }
  }

  static func text(_ property: String) -> String {
    var bytes: [UInt8] = []
    append(property, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A word begins at a capital that follows a small letter, or that a small letter follows.
  private static func beginsWord(_ index: Int, of property: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isCapital(property[index]), index > 0 else { return false }
    let isLast = index + 1 == property.count
    return !isCapital(property[index - 1]) || !isLast && !isCapital(property[index + 1])
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    isCapital(byte) ? byte | 0x20 : byte
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }
}

extension CodingKey {
  /// What a member of this key is called on the wire.
  var nameOnWire: String { Self.self == VerbatimKey.self ? stringValue : WireName.text(stringValue) }
}

/// A member's name that crosses the wire exactly as it is given: of a document that follows a foreign standard, or one
/// that is only known at run time.
package struct VerbatimKey: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(_ name: String) {
    stringValue = name
  }

  package init(stringValue: String) {
    self.stringValue = stringValue
  }

  package init?(intValue: Int) { nil }
}
