import Crypto
import FoundationEssentials

/// What is stored in place of a secret: an HMAC-SHA-256, 32 bytes; see ``Pepper``.
package struct SecretHash: Sendable {
  private let code: HMAC<SHA256>.MAC

  init(_ code: HMAC<SHA256>.MAC) {
    self.code = code
  }

  package var bytes: [UInt8] { Array(code) }

  /// Compares in constant time.
  func matches(_ stored: [UInt8]) -> Bool { code == stored }
}
