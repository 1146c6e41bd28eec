/// How a member is called on the wire: the name of the Swift property in snake_case, so `accessTokenTTL` is
/// `access_token_ttl`. Derived, never written by hand.
enum WireName {
  /// Whether a name on the wire is that of a property.
  static func matches(_ name: UnsafeBufferPointer<UInt8>, property: String) -> Bool {
    var position = 0
    var fits = true
    write(property) { byte in
      fits = fits && position < name.count && name[position] == byte
      position += 1
    }
    return fits && position == name.count
  }

  static func append(_ property: String, to bytes: inout [UInt8]) {
    write(property) { bytes.append($0) }
  }

  static func text(_ property: String) -> String {
    var bytes: [UInt8] = []
    append(property, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A word begins at a capital that follows a small letter, or that a small letter follows.
  private static func write(_ property: String, _ emit: (UInt8) -> Void) {
    var before: UInt8?
    var rest = property.utf8.makeIterator()
    var next = rest.next()
    while let byte = next {
      next = rest.next()
      if isCapital(byte) {
        if let before, !isCapital(before) || next.map({ !isCapital($0) }) ?? false { emit(UInt8(ascii: "_")) }
        emit(byte | 0x20)
      } else {
        emit(byte)
      }
      before = byte
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }
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
