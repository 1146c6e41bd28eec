import JSON
import Storage
import WireProtocol

/// An app's public keys: those by which it authenticates, those removed for as long as a token issued by them may live,
/// and for good those that are compromised.
struct AppKeyring: Sendable, Equatable {
  /// Active keys at the most.
  static let limit = 5
  /// Keys at the most, those that are removed included.
  private static let longest = 25
  /// Seconds for which a removed key is remembered: as long as the longest-lived token (R4).
  private static let memory = TokenLifetimeRule.bounds.upperBound

  private(set) var keys: [AppKey]

  init(_ keys: [AppKey] = []) {
    self.keys = keys
  }

  var active: [AppKey] { keys.filter { $0.status == .active } }

  /// Whether each of the keys is active.
  func holds(_ given: [CheckedKey]) -> Bool {
    given.allSatisfy { key in active.contains { $0.thumbprint == key.thumbprint } }
  }

  /// Replaces the active keys. A key that stays may get another `kid`.
  /// - Parameter isCompromised: Whether the tokens of those that are missing now end as well.
  /// - Throws: As ``add(_:at:)``, but for keys that are active already.
  mutating func replace(by given: [CheckedKey], isCompromised: Bool, at now: Timestamp) throws(ServiceError) {
    // A new key may have the `kid` that one has had so far that ends, or that stays and gets another.
    for (index, key) in keys.enumerated() where key.status == .active {
      if let staying = given.first(where: { $0.thumbprint == key.thumbprint }) {
        keys[index] = AppKey(thumbprint: key.thumbprint, dateCreated: key.dateCreated, jwk: staying.jwk)
      } else {
        _ = end(key.thumbprint, isCompromised: isCompromised, at: now)
      }
    }
    for key in given where !holds([key]) { try add(key, at: now) }
  }

  /// - Throws: `already_exists` if the key or its `kid` is active; `conflict` for a key that was compromised;
  ///   `limit_exceeded`.
  mutating func add(_ key: CheckedKey, at now: Timestamp) throws(ServiceError) {
    forget(before: now + -Self.memory)
    let former = keys.first { $0.thumbprint == key.thumbprint }
    guard former?.status != .compromised else { throw ServiceError.compromisedKey(key.thumbprint) }
    guard former?.status != .active else { throw ServiceError.knownKey(key.thumbprint) }
    if let kid = key.jwk.kid, active.contains(where: { $0.jwk?.kid == kid }) { throw ServiceError.knownKeyID(kid) }
    guard active.count < Self.limit else { throw ServiceError.tooManyKeys(path: "jwk") }
    keys.removeAll { $0.thumbprint == key.thumbprint }
    guard keys.count < Self.longest else {
      throw keys.contains { $0.status == .removed } ? ServiceError.manyRemovedKeys : ServiceError.manyCompromisedKeys
    }
    keys.append(AppKey(thumbprint: key.thumbprint, dateCreated: now, jwk: key.jwk))
  }

  /// - Returns: Whether there is such a key, active or removed.
  mutating func end(_ thumbprint: KeyThumbprint, isCompromised: Bool, at now: Timestamp) -> Bool {
    guard let index = keys.firstIndex(where: { $0.thumbprint == thumbprint }) else { return false }
    let key = keys[index]
    let status: AppKeyStatus = isCompromised || key.status == .compromised ? .compromised : .removed
    guard status != key.status else { return true }
    keys[index] = AppKey(
      thumbprint: thumbprint, status: status, dateCreated: key.dateCreated, dateRemoved: now, jwk: nil)
    return true
  }

  /// Keys that are compromised stay: forgotten, they could be added again.
  private mutating func forget(before moment: Timestamp) {
    keys.removeAll { key in key.status == .removed && key.dateRemoved.map { $0 < moment } ?? false }
  }
}

/// A column holds the keys as JSON.
extension AppKeyring: ColumnValue {
  var sqlValue: SQLValue {
    .text(String(decoding: (try? MessageWriter.json(keys)) ?? Array("[]".utf8), as: UTF8.self))
  }

  init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    guard text != "[]" else {
      self.init()
      return
    }
    guard let document = try? JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8)),
      let keys = try? MessageReader.read([AppKey].self, from: document.root, unknownMembers: .ignored)
    else { return nil }
    self.init(keys)
  }
}

extension ServiceError {
  fileprivate static func compromisedKey(_ thumbprint: KeyThumbprint) -> ServiceError {
    ServiceError(.conflict, "key \(thumbprint) was removed as compromised; make a new key pair")
  }

  fileprivate static func knownKey(_ thumbprint: KeyThumbprint) -> ServiceError {
    ServiceError(.alreadyExists, "the app has key \(thumbprint) already; apps.get shows its keys")
  }

  fileprivate static func knownKeyID(_ kid: String) -> ServiceError {
    ServiceError(
      .alreadyExists, "another key of the app has the kid \(kid.quoted); choose another, or leave it out",
      path: "jwk.kid"
    )
  }

  fileprivate static var manyRemovedKeys: ServiceError {
    ServiceError(
      .limitExceeded,
      "too many keys of the app were removed within 30 days, the longest life of a token; wait, or create another app")
  }

  fileprivate static var manyCompromisedKeys: ServiceError {
    ServiceError(
      .limitExceeded,
      "too many keys of the app were removed as compromised, which are remembered for good; create another app")
  }
}
