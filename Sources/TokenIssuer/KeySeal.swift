import JOSE
import WireProtocol

/// A signing key that has been opened.
enum OpenedKey: Sendable {
  case whole(SigningKey)
  case publicHalf(VerificationKey)

  var verificationKey: VerificationKey {
    switch self {
    case .whole(let key): key.verificationKey
    case .publicHalf(let key): key
    }
  }

  var remainder: StoredSigningKey.Remainder { if case .whole = self { .whole } else { .publicHalf } }

  func seal(with key: KeyEncryptionKey) throws(KeyError) -> [UInt8] {
    switch self {
    case .whole(let whole): try whole.seal(with: key)
    case .publicHalf(let half): try half.seal(with: key)
    }
  }
}

/// Seals signing keys with the key-encryption key, and opens them. As long as the key-encryption key from before is
/// there too, what was sealed with it opens as well.
struct KeySeal: Sendable {
  let key: KeyEncryptionKey
  let former: KeyEncryptionKey?

  init(_ key: KeyEncryptionKey, former: KeyEncryptionKey? = nil) {
    self.key = key
    self.former = former
  }

  /// - Throws: `unavailable` that names the key and the cure.
  func open(_ stored: StoredSigningKey) throws(ServiceError) -> OpenedKey {
    guard let algorithm = SignatureAlgorithm(rawValue: stored.algorithm) else {
      throw ServiceError(
        .unavailable, "signing key \(stored.kid) is for \(stored.algorithm), which this release does not know",
        service: ServiceName.tokenIssuer.rawValue)
    }
    if let former, let opened = try? Self.open(stored, algorithm, with: former) { return opened }
    do throws(KeyError) { return try Self.open(stored, algorithm, with: key) } catch {
      throw ServiceError(
        .unavailable, "token-issuer can't open its signing key: \(error)", service: ServiceName.tokenIssuer.rawValue)
    }
  }

  /// What a key sealed with the former key-encryption key is when it is sealed with the new one; `nil` for any other.
  func rewrapped(_ stored: StoredSigningKey) throws(KeyError) -> [UInt8]? {
    guard let former, let algorithm = SignatureAlgorithm(rawValue: stored.algorithm),
      let opened = try? Self.open(stored, algorithm, with: former)
    else { return nil }
    return try opened.seal(with: key)
  }

  private static func open(
    _ stored: StoredSigningKey, _ algorithm: SignatureAlgorithm, with key: KeyEncryptionKey
  ) throws(KeyError) -> OpenedKey {
    if stored.remainder == .publicHalf {
      var half = try VerificationKey(
        sealed: stored.sealed, kid: stored.kid, algorithm: algorithm, keyEncryptionKey: key)
      half.refusesTwinsSince = stored.refusesTwinsSince
      return .publicHalf(half)
    }
    var whole = try SigningKey(sealed: stored.sealed, kid: stored.kid, algorithm: algorithm, keyEncryptionKey: key)
    whole.verificationKey.refusesTwinsSince = stored.refusesTwinsSince
    return .whole(whole)
  }
}
