import Storage
import WireProtocol

/// A row of the table `secrets`, without the hash.
struct StoredSecret: Sendable {
  let id: Int64
  let sid: SecretSID
  let clientId: ClientID
  let dateCreated: Timestamp
  private(set) var dateExpires: Timestamp?
  private(set) var dateRevoked: Timestamp?
  private let dateLastUsed: Timestamp?
  /// Whether its hash is erased: it was pushed out (R9), and does not work again even if the clock is set back.
  private let isErased: Bool

  static let columns =
    "id, sid, client_id, date_created, date_expires, date_revoked, date_last_used, hash = x'' AS is_erased"

  /// - Parameter row: Holds the ``columns``.
  init(row: Row) throws {
    id = try row.value("id")
    sid = try row.value("sid")
    clientId = try row.value("client_id")
    dateCreated = try row.value("date_created")
    dateExpires = try row.value("date_expires")
    dateRevoked = try row.value("date_revoked")
    dateLastUsed = try row.value("date_last_used")
    isErased = try row.value("is_erased") == 1
  }
}

extension StoredSecret {
  /// The secret with an end at the given moment, or at the one it has already if that is earlier: no grace lengthens
  /// another (R8, R9).
  func expired(by end: Timestamp) -> StoredSecret {
    var secret = self
    secret.dateExpires = min(dateExpires ?? end, end)
    return secret
  }

  /// The secret declared compromised; the first time counts (R10).
  func revoked(at now: Timestamp) -> StoredSecret {
    var secret = self
    secret.dateRevoked = dateRevoked ?? now
    return secret
  }

  /// The secret as the protocol shows it.
  func shown(at now: Timestamp) -> Secret {
    Secret(
      sid: sid, clientId: clientId, status: status(at: now), dateCreated: dateCreated, dateExpires: dateExpires,
      dateRevoked: dateRevoked, dateLastUsed: dateLastUsed)
  }

  private func status(at now: Timestamp) -> SecretStatus {
    if dateRevoked != nil { return .revoked }
    return isErased || dateExpires.map { $0 <= now } ?? false ? .expired : .active
  }
}
