import FoundationEssentials
package import JSON

/// Parameters that can be read without a decoder, for the methods that are called most. What they can't read the
/// general decoder does, so both take the same texts and refuse the same, in the same words.
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
