/// A parameter of a path template with the literal text around it, all within one segment.
struct ParameterPattern: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// Two capital letters and 32 hexadecimal digits.
    case sid
    /// Any text but none.
    case text

    /// A SID for `Sid`, `sid` and every name that ends in `Sid`. The constraint keeps sibling operations such as
    /// `IncomingPhoneNumbers/Local.json` from passing for `IncomingPhoneNumbers/{Sid}.json`.
    init(parameterName name: ArraySlice<UInt8>) {
      self = name.elementsEqual("sid".utf8) || name.suffix(3).elementsEqual("Sid".utf8) ? .sid : .text
    }
  }

  let kind: Kind
  let prefix: [UInt8]
  let suffix: [UInt8]

  func matches(_ segment: Span<UInt8>) -> Bool {
    let length = segment.count - prefix.count - suffix.count
    guard length > 0, segment.hasBytes(prefix, at: 0), segment.hasBytes(suffix, at: segment.count - suffix.count) else {
      return false
    }
    switch kind {
    case .text: return true
    case .sid: return Self.isSID(segment.extracting(prefix.count..<prefix.count + length))
    }
  }

  /// Whether this one is tried before `other`: the one with more literal text, then a SID before any text.
  func precedes(_ other: ParameterPattern) -> Bool {
    let literals = prefix.count + suffix.count
    let otherLiterals = other.prefix.count + other.suffix.count
    if literals != otherLiterals { return literals > otherLiterals }
    if kind != other.kind { return kind == .sid }
    return other.prefix.lexicographicallyPrecedes(prefix)
  }

  private static func isSID(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 34 else { return false }
    for index in bytes.indices {
      let byte = bytes[index]
      let isCapital = byte &- UInt8(ascii: "A") < 26
      let isHex = byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
      guard index < 2 ? isCapital : isHex else { return false }
    }
    return true
  }
}

extension Span<UInt8> {
  func contains(_ byte: UInt8) -> Bool {
    for index in indices where self[index] == byte { return true }
    return false
  }

  /// Whether `bytes` stand at `offset`; false if they would reach past the end.
  func hasBytes(_ bytes: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + bytes.count <= count else { return false }
    for index in bytes.indices where self[offset + index] != bytes[index] { return false }
    return true
  }
}
