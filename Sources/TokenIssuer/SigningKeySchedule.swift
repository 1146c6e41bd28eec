import JOSE
import WireProtocol

/// When signing keys take each other's place.
package struct SigningKeySchedule: Sendable {
  /// Of new keys, and of the key that signs.
  let algorithm: SignatureAlgorithm
  /// Seconds for which a key signs.
  let period: Int

  /// Seconds for which a key is in the JWKS before it signs: longer than anybody keeps a JWKS, and the longest that an
  /// instance goes by what it has read of the keys.
  static let notice = 86_400
  /// Seconds after its last signature for which a key verifies: the longest that a token lives, and an instance may
  /// not have seen at once that another key signs.
  static let afterlife = TokenLifetimeRule.bounds.upperBound + notice

  package static let standardPeriod = 90 * 86_400
}
