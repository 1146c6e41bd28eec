import JOSE
import Storage
import WireProtocol

/// A signing key as it is stored: what is left of it, sealed, and the times of its life.
struct StoredSigningKey: Equatable, Sendable {
  /// What is stored of a key: both halves, the public half alone, or nothing once it is retired.
  enum Remainder: String, ColumnValue {
    case whole
    case publicHalf = "public"
    case nothing
  }

  let kid: String
  let algorithm: String
  let remainder: Remainder
  /// The private half, or what is left of the key.
  let sealed: [UInt8]
  /// See ``JOSE/VerificationKey/refusesTwinsSince``. A key of this release has no twins at all.
  let refusesTwinsSince: Int
  let dateCreated: Timestamp
  let signsFrom: Timestamp
  let signsUntil: Timestamp?
  let verifiesUntil: Timestamp?
}

extension StoredSigningKey {
  static let columns = """
    kid, algorithm, remainder, sealed, refuses_twins_since, date_created, signs_from, signs_until, verifies_until
    """

  /// - Parameter row: Holds the ``columns``.
  init(_ row: Row) throws {
    self.init(
      kid: try row.value("kid"), algorithm: try row.value("algorithm"), remainder: try row.value("remainder"),
      sealed: try row.value("sealed"), refusesTwinsSince: try row.value("refuses_twins_since"),
      dateCreated: try row.value("date_created"), signsFrom: try row.value("signs_from"),
      signsUntil: try row.value("signs_until"), verifiesUntil: try row.value("verifies_until"))
  }

  func status(at now: Timestamp) -> SigningKeyStatus {
    if remainder == .nothing { return .retired }
    guard remainder == .whole, signsUntil.map({ now < $0 }) ?? true else { return .verifying }
    return now < signsFrom ? .announced : .signing
  }
}

extension ListedSigningKey {
  init(_ key: StoredSigningKey, at now: Timestamp) {
    self.init(
      kid: key.kid, algorithm: key.algorithm, status: key.status(at: now), dateCreated: key.dateCreated,
      signsFrom: key.signsFrom, signsUntil: key.signsUntil, verifiesUntil: key.verifiesUntil)
  }
}
