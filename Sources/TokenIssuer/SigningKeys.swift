import Coherence
import FoundationEssentials
import GRDB
import JOSE
import Storage
import Synchronization
import WireProtocol

/// The keys that sign tokens: encrypted in the database, shared by the instances, opened once per process.
///
/// A key is never changed and never removed, so a cached one can't be stale; one that is not cached is looked for in
/// the database.
final class SigningKeys: Sendable {
  private struct Cache {
    var current: SigningKey?
    var byID: [String: SigningKey] = [:]
  }

  private let store: Store
  private let keyEncryptionKey: KeyEncryptionKey
  private let algorithm: SignatureAlgorithm
  private let clock: WallClock
  private let cache = Mutex(Cache())

  init(store: Store, keyEncryptionKey: KeyEncryptionKey, algorithm: SignatureAlgorithm, clock: @escaping WallClock) {
    self.store = store
    self.keyEncryptionKey = keyEncryptionKey
    self.algorithm = algorithm
    self.clock = clock
  }

  /// The key that signs now, if it has been opened.
  var known: SigningKey? { cache.withLock(\.current) }

  /// The key that signs now. The first call ever makes it.
  func current() async throws -> SigningKey {
    if let key = known { return key }
    let algorithm = algorithm
    if let row = try store.read({ try Self.newest(algorithm, $0) }) { return try keep(row) }
    let key = try SigningKey.generate(algorithm)
    let sealed = try key.seal(with: keyEncryptionKey)
    let now = clock()
    let row = try await store.write(changing: .noApp) { database in
      // Another instance may have been faster; then its key is everybody's.
      if let row = try Self.newest(algorithm, database) { return row }
      try database.execute(
        sql: "INSERT INTO signing_keys (kid, algorithm, sealed, date_created) VALUES (?, ?, ?, ?)",
        arguments: [key.kid, algorithm.rawValue, Data(sealed), now])
      return SealedKey(kid: key.kid, algorithm: algorithm.rawValue, sealed: sealed)
    }
    return try keep(row)
  }

  /// The key of this id, or `nil` if it is none of ours.
  func key(_ kid: String) throws -> SigningKey? {
    if let key = cache.withLock({ $0.byID[kid] }) { return key }
    let row = try store.read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM signing_keys WHERE kid = ?", arguments: [kid]).map(SealedKey.init)
    }
    return try row.map(unsealed)
  }

  func all() throws -> [SigningKey] {
    let rows = try store.read {
      try Row.fetchAll($0, sql: "SELECT * FROM signing_keys ORDER BY id").map(SealedKey.init)
    }
    return try rows.map(unsealed)
  }

  func page(_ cursor: PageCursor) throws -> Page<ListedSigningKey> {
    try store.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM signing_keys WHERE id > ? ORDER BY id LIMIT ?",
        arguments: [cursor.rowID, cursor.size + 1])
      return try Page(rows: rows, cursor: cursor) {
        ListedSigningKey(kid: $0["kid"], algorithm: $0["algorithm"], dateCreated: $0["date_created"])
      }
    }
  }

  private func keep(_ row: SealedKey) throws -> SigningKey {
    let key = try unsealed(row)
    cache.withLock { $0.current = key }
    return key
  }

  private func unsealed(_ row: SealedKey) throws -> SigningKey {
    guard let algorithm = SignatureAlgorithm(rawValue: row.algorithm) else {
      throw ServiceError(
        .unavailable, "signing key \(row.kid) is for \(row.algorithm), which this release does not know",
        service: "token-issuer")
    }
    do throws(KeyError) {
      let key = try SigningKey(
        sealed: row.sealed, kid: row.kid, algorithm: algorithm, keyEncryptionKey: keyEncryptionKey)
      cache.withLock { $0.byID[row.kid] = key }
      return key
    } catch {
      throw ServiceError(.unavailable, "token-issuer can't open its signing key: \(error)", service: "token-issuer")
    }
  }

  private static func newest(_ algorithm: SignatureAlgorithm, _ database: Database) throws -> SealedKey? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM signing_keys WHERE algorithm = ? ORDER BY id DESC LIMIT 1",
      arguments: [algorithm.rawValue]
    ).map(SealedKey.init)
  }
}

/// A signing key as it is stored.
struct SealedKey: Sendable {
  let kid: String
  let algorithm: String
  let sealed: [UInt8]
}

extension SealedKey {
  fileprivate init(_ row: Row) {
    self.init(kid: row["kid"], algorithm: row["algorithm"], sealed: [UInt8](row["sealed"] as Data))
  }
}
