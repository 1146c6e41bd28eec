import FoundationEssentials
import WireProtocol

extension Sensitive {
  /// Bytes that base64url makes 64 characters of, without padding.
  private static let randomByteCount = 48

  /// A new client secret: 64 characters of `[A-Za-z0-9_-]` from 384 random bits.
  static func clientSecret(from random: RandomBytes) -> Sensitive {
    let base64URL = Data(random(randomByteCount)).base64EncodedString().utf8.map { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: byte
      }
    }
    return Sensitive(String(decoding: base64URL, as: UTF8.self))
  }
}
