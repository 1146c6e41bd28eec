import Crypto
import CryptoExtras
import FoundationEssentials

extension VerificationKey {
  /// The public key sealed as ``SigningKey/seal(with:)`` seals the private one, so that nobody without the
  /// key-encryption key can put another in its place.
  package func seal(with keyEncryptionKey: KeyEncryptionKey) throws(KeyError) -> [UInt8] {
    try keyEncryptionKey.seal(rawPublicKey, as: Self.purpose(kid))
  }

  /// The key that `seal(with:)` stored; refused as a sealed ``SigningKey`` is.
  package init(
    sealed: [UInt8], kid: String, algorithm: SignatureAlgorithm, keyEncryptionKey: KeyEncryptionKey
  ) throws(KeyError) {
    guard let raw = keyEncryptionKey.open(sealed, as: Self.purpose(kid)),
      let material = Self.material(rawPublicKey: raw, algorithm)
    else { throw .cannotUnseal(kid: kid) }
    try self.init(material)
    guard self.kid == kid else { throw .cannotUnseal(kid: kid) }
  }

  /// Keeps a sealed public key from being taken for a private one.
  private static func purpose(_ kid: String) -> String { "public:\(kid)" }

  /// The coordinates of the point (64 bytes), the Ed25519 key (32 bytes), or DER for RSA.
  private var rawPublicKey: [UInt8] {
    switch material {
    case .es256(let key): [UInt8](key.rawRepresentation)
    case .rs256(let key): [UInt8](key.derRepresentation)
    case .edDSA(let key): [UInt8](key.rawRepresentation)
    }
  }

  private static func material(rawPublicKey: [UInt8], _ algorithm: SignatureAlgorithm) -> Material? {
    switch algorithm {
    case .es256: (try? P256.Signing.PublicKey(rawRepresentation: rawPublicKey)).map(Material.es256)
    case .rs256: (try? _RSA.Signing.PublicKey(derRepresentation: rawPublicKey)).map(Material.rs256)
    case .edDSA: (try? Curve25519.Signing.PublicKey(rawRepresentation: rawPublicKey)).map(Material.edDSA)
    }
  }
}
