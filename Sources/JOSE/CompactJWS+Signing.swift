import JSON

extension CompactJWS {
  /// A payload with its signature. The header names algorithm, type and key.
  /// - Throws: Only what `SigningKey.sign(_:)` throws.
  static func sign(_ payload: [UInt8], type: String, with key: SigningKey) throws -> String {
    var header = JSONObjectWriter(capacity: 128)
    header.write("alg", key.algorithm.rawValue)
    header.write("typ", type)
    header.write("kid", key.kid)
    var text: [UInt8] = []
    Base64URL.append(header.finish().span, to: &text)
    text.append(UInt8(ascii: "."))
    Base64URL.append(payload.span, to: &text)
    let signature = try key.sign(text)
    text.append(UInt8(ascii: "."))
    Base64URL.append(signature.span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
