/// base64url without padding (RFC 4648 section 5, in the form of RFC 7515 section 2).
package enum Base64URL {
  /// The text of `bytes`.
  package static func encode(_ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the ASCII text of `bytes` to `text`.
  package static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    let alphabet = Self.alphabet.span
    let groups = bytes.count / 3
    let remaining = bytes.count % 3
    text.append(addingCapacity: encodedLength(of: bytes.count)) { output in
      for index in 0..<groups {
        let start = index &* 3
        let (a, b, c) = (bytes[start], bytes[start &+ 1], bytes[start &+ 2])
        output.append(alphabet[Int(a >> 2)])
        output.append(alphabet[Int(a << 4 & 0x3F | b >> 4)])
        output.append(alphabet[Int(b << 2 & 0x3F | c >> 6)])
        output.append(alphabet[Int(c & 0x3F)])
      }
      guard remaining > 0 else { return }
      let a = bytes[groups * 3]
      let b = remaining == 2 ? bytes[groups * 3 + 1] : 0
      output.append(alphabet[Int(a >> 2)])
      output.append(alphabet[Int(a << 4 & 0x3F | b >> 4)])
      if remaining == 2 { output.append(alphabet[Int(b << 2 & 0x3F)]) }
    }
  }

  /// The bytes of `text`, or nil where it is not the one canonical encoding of any bytes: padding, white space, any
  /// other character outside the alphabet, an impossible length, or unused bits that are not zero.
  package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    let groups = text.count / 4
    let remaining = text.count % 4
    guard remaining != 1 else { return nil }
    let values = Self.values.span
    var seen: UInt8 = 0
    var unused: UInt8 = 0
    let bytes = [UInt8](capacity: groups * 3 + max(0, remaining - 1)) { output in
      for index in 0..<groups {
        let start = index &* 4
        let (a, b) = (values[Int(text[start])], values[Int(text[start &+ 1])])
        let (c, d) = (values[Int(text[start &+ 2])], values[Int(text[start &+ 3])])
        seen |= a | b | c | d
        output.append(a << 2 | b >> 4)
        output.append(b << 4 | c >> 2)
        output.append(c << 6 | d)
      }
      guard remaining > 0 else { return }
      let (a, b) = (values[Int(text[groups * 4])], values[Int(text[groups * 4 + 1])])
      let c = remaining == 3 ? values[Int(text[groups * 4 + 2])] : 0
      seen |= a | b | c
      output.append(a << 2 | b >> 4)
      if remaining == 3 { output.append(b << 4 | c >> 2) }
      unused = remaining == 3 ? c << 6 : b << 4
    }
    return seen & invalid == 0 && unused == 0 ? bytes : nil
  }

  package static func encodedLength(of count: Int) -> Int { (count * 4 + 2) / 3 }

  /// Whether each byte of `text` is a character of the alphabet, whatever its length.
  package static func isAlphabetic(_ text: Span<UInt8>) -> Bool {
    let values = Self.values.span
    var seen: UInt8 = 0
    for index in text.indices { seen |= values[Int(text[index])] }
    return seen & invalid == 0
  }

  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Marks a byte that is no character of the alphabet; no sextet has this bit.
  private static let invalid: UInt8 = 0x80

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()
}
