import JOSE
import RPC
import Storage
import Synchronization
import WireProtocol

/// The keys that sign tokens: encrypted in the database, shared by the instances, opened once per process. Asked for a
/// key id, they answer the key that verifies; `nil` if it is none of theirs.
///
/// A key is never changed and never removed, so an opened one can't be stale.
final class SigningKeys: Source {
  private let store: Store
  private let keyEncryptionKey: KeyEncryptionKey
  private let algorithm: SignatureAlgorithm
  private let clock: WallClock
  private let opened = Mutex<[String: SigningKey]>([:])

  init(store: Store, keyEncryptionKey: KeyEncryptionKey, algorithm: SignatureAlgorithm, clock: @escaping WallClock) {
    self.store = store
    self.keyEncryptionKey = keyEncryptionKey
    self.algorithm = algorithm
    self.clock = clock
  }

  func known(_ kid: String) -> VerificationKey?? {
    opened.withLock { $0[kid].map { .some($0.verificationKey) } }
  }

  func ask(_ kid: String, within call: Call) async throws -> VerificationKey? {
    let row = try await store.read { transaction in
      try transaction.row("SELECT \(SealedKey.columns) FROM signing_keys WHERE kid = ?", kid).map(SealedKey.init)
    }
    return try row.map(open)?.verificationKey
  }

  /// The newest key. The first call ever makes it.
  func current() async throws -> SigningKey {
    let algorithm = algorithm
    if let row = try await store.read({ try Self.newest(algorithm, $0) }) { return try open(row) }
    let key = try SigningKey.generate(algorithm)
    let sealed = try key.seal(with: keyEncryptionKey)
    let now = clock()
    let row = try await store.change(.noApp) { transaction in
      // Another instance may have been faster; then its key is everybody's.
      if let row = try Self.newest(algorithm, transaction) { return row }
      let row = SealedKey(kid: key.kid, algorithm: algorithm.rawValue, sealed: sealed)
      try transaction.insert(
        into: "signing_keys",
        [("kid", row.kid), ("algorithm", row.algorithm), ("sealed", row.sealed), ("date_created", now)])
      return row
    }
    return try open(row)
  }

  /// Opens the newest key without making one.
  /// - Returns: Its id; `nil` as long as none was needed.
  func openNewest() async throws -> String? {
    let algorithm = algorithm
    return try await store.read { try Self.newest(algorithm, $0) }.map(open)?.kid
  }

  func all() async throws -> [SigningKey] {
    let rows = try await store.read { transaction in
      try transaction.rows("SELECT \(SealedKey.columns) FROM signing_keys ORDER BY id").map(SealedKey.init)
    }
    return try rows.map(open)
  }

  func page(_ request: SigningKeysList) async throws -> Page<ListedSigningKey> {
    try await store.read { transaction in
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: SigningKeysList.name)
      let rows = try transaction.rows(
        "SELECT id, kid, algorithm, date_created FROM signing_keys WHERE id > ? ORDER BY id LIMIT ?", cursor.rowID,
        cursor.size + 1)
      return try Page(rows: rows, cursor: cursor) { row in
        ListedSigningKey(
          kid: try row.value("kid"), algorithm: try row.value("algorithm"), dateCreated: try row.value("date_created"))
      }
    }
  }

  private func open(_ row: SealedKey) throws -> SigningKey {
    if let key = opened.withLock({ $0[row.kid] }) { return key }
    guard let algorithm = SignatureAlgorithm(rawValue: row.algorithm) else {
      throw ServiceError(
        .unavailable, "signing key \(row.kid) is for \(row.algorithm), which this release does not know",
        service: ServiceName.tokenIssuer.rawValue)
    }
    do throws(KeyError) {
      var key = try SigningKey(
        sealed: row.sealed, kid: row.kid, algorithm: algorithm, keyEncryptionKey: keyEncryptionKey)
      key.verificationKey.refusesTwinsSince = row.refusesTwinsSince
      opened.withLock { [key] in $0[row.kid] = key }
      return key
    } catch {
      throw ServiceError(
        .unavailable, "token-issuer can't open its signing key: \(error)", service: ServiceName.tokenIssuer.rawValue)
    }
  }

  private static func newest(_ algorithm: SignatureAlgorithm, _ transaction: Transaction) throws -> SealedKey? {
    try transaction.row(
      "SELECT \(SealedKey.columns) FROM signing_keys WHERE algorithm = ? ORDER BY id DESC LIMIT 1", algorithm.rawValue
    ).map(SealedKey.init)
  }
}

/// A signing key as it is stored.
struct SealedKey: Sendable {
  let kid: String
  let algorithm: String
  let sealed: [UInt8]
  /// See ``JOSE/VerificationKey/refusesTwinsSince``. A key of this release has no twins at all.
  var refusesTwinsSince = 0
}

extension SealedKey {
  fileprivate static let columns = "kid, algorithm, sealed, refuses_twins_since"

  /// - Parameter row: Holds the ``columns``.
  fileprivate init(_ row: Row) throws {
    self.init(
      kid: try row.value("kid"), algorithm: try row.value("algorithm"), sealed: try row.value("sealed"),
      refusesTwinsSince: try row.value("refuses_twins_since"))
  }
}
