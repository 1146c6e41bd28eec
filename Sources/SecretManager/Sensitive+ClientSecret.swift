import JSON
import WireProtocol

extension Sensitive {
  /// Bytes that base64url makes 64 characters of, without padding.
  static let clientSecretLength = 48

  /// A client secret: 64 characters of `[A-Za-z0-9_-]`.
  /// - Parameter bytes: 384 bits that nobody can guess.
  init(clientSecret bytes: [UInt8]) {
    self.init(Base64URL.encode(bytes.span))
  }
}
