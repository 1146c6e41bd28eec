import JSON
import WireProtocol

extension Sensitive {
  /// Bytes that base64url makes 64 characters of, without padding.
  private static let randomByteCount = 48

  /// A new client secret: 64 characters of `[A-Za-z0-9_-]` from 384 random bits.
  static func clientSecret(from random: RandomBytes) -> Sensitive {
    Sensitive(Base64URL.encode(Array(random(randomByteCount)).span))
  }
}
