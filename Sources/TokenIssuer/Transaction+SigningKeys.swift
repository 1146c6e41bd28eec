import JOSE
import Storage
import WireProtocol

extension Transaction {
  /// All keys that are not retired.
  func signingKeys() throws -> SigningKeyRing {
    SigningKeyRing(
      keys: try rows(
        """
        SELECT \(StoredSigningKey.columns) FROM signing_keys WHERE remainder != 'nothing' ORDER BY signs_from, id
        """
      ).map(StoredSigningKey.init))
  }

  /// A key, retired or not.
  func signingKey(_ kid: String) throws -> StoredSigningKey? {
    try row("SELECT \(StoredSigningKey.columns) FROM signing_keys WHERE kid = ?", kid).map(StoredSigningKey.init)
  }

  /// Adds a key that signs from a time on, in place of the one that did.
  func insert(_ key: SigningKey, sealed: [UInt8], from start: Timestamp, at now: Timestamp) throws {
    try insert(
      into: "signing_keys",
      [
        ("kid", key.kid), ("algorithm", key.algorithm.rawValue), ("remainder", StoredSigningKey.Remainder.whole),
        ("sealed", sealed), ("date_created", now), ("signs_from", start),
      ])
    try letSign(key.kid, key.algorithm.rawValue, from: start)
  }

  /// Lets a key sign from a time on, and the others of its algorithm until then.
  func letSign(_ kid: String, _ algorithm: String, from start: Timestamp) throws {
    try run("UPDATE signing_keys SET signs_from = ? WHERE kid = ?", start, kid)
    try run(
      """
      UPDATE signing_keys SET signs_until = ?1, verifies_until = ?2
      WHERE algorithm = ?3 AND kid != ?4 AND remainder = 'whole' AND (signs_until IS NULL OR signs_until > ?1)
      """, start, start + SigningKeySchedule.afterlife, algorithm, kid)
  }

  /// Lets a key sign sooner than it was to, and those before it no longer than until then. They verify as long as they
  /// were to: nobody knows whether the clock was ahead or is behind, and then they go on signing when it is right.
  func bringForward(_ key: StoredSigningKey, to start: Timestamp) throws {
    try run("UPDATE signing_keys SET signs_from = ? WHERE kid = ?", start, key.kid)
    try run(
      """
      UPDATE signing_keys SET signs_until = ?1
      WHERE algorithm = ?2 AND signs_from < ?3 AND kid != ?4 AND remainder = 'whole' AND signs_until > ?1
      """, start, key.algorithm, key.signsFrom, key.kid)
  }

  /// Lets a key sign no more from a time on; no other takes its place.
  func endSigning(_ kid: String, at end: Timestamp) throws {
    try run(
      "UPDATE signing_keys SET signs_until = ?, verifies_until = ? WHERE kid = ?", end,
      end + SigningKeySchedule.afterlife, kid)
  }

  /// Lets the key that was to sign until another one does sign on.
  func continueSigning(insteadOf announced: StoredSigningKey) throws {
    try run(
      """
      UPDATE signing_keys SET signs_until = NULL, verifies_until = NULL
      WHERE algorithm = ? AND remainder = 'whole' AND signs_until = ?
      """, announced.algorithm, announced.signsFrom)
  }

  func store(_ sealed: [UInt8], _ remainder: StoredSigningKey.Remainder, of kid: String) throws {
    try run("UPDATE signing_keys SET sealed = ?, remainder = ? WHERE kid = ?", sealed, remainder, kid)
  }

  /// Retires a key for good. Its name stays, so that it never comes back.
  func retire(_ key: StoredSigningKey, at now: Timestamp) throws {
    try store([], .nothing, of: key.kid)
    try run(
      "UPDATE signing_keys SET signs_until = ?, verifies_until = ? WHERE kid = ?",
      min(key.signsUntil ?? now, now), min(key.verifiesUntil ?? now, now), key.kid)
  }
}
