import Crypto
import CryptoExtras

/// A private key for one signature algorithm, with what is needed to sign at the cost of the bare signature.
/// Its description, debug description and mirror show the key's id and algorithm only.
package struct SigningKey: Sendable {
  /// The public half, which may be shown to anyone.
  package var verificationKey: VerificationKey
  /// The first part of each access token that this key signs, with the dot after it.
  let accessTokenHeader: [UInt8]
  private let material: Material

  private enum Material: Sendable {
    case es256(P256.Signing.PrivateKey)
    case rs256(_RSA.Signing.PrivateKey)
    case edDSA(Curve25519.Signing.PrivateKey)
  }

  private init(_ material: Material) throws(KeyError) {
    let publicMaterial: VerificationKey.Material =
      switch material {
      case .es256(let key): .es256(key.publicKey)
      case .rs256(let key): .rs256(key.publicKey)
      case .edDSA(let key): .edDSA(key.publicKey)
      }
    self.material = material
    self.verificationKey = try VerificationKey(publicMaterial)
    self.accessTokenHeader = AccessTokenHeader(algorithm: verificationKey.algorithm, kid: verificationKey.kid).encoded
  }

  /// A new random key; RSA keys have 2,048 bits and take far longer to make than the others.
  package static func generate(_ algorithm: SignatureAlgorithm = .es256) throws(KeyError) -> SigningKey {
    switch algorithm {
    case .es256:
      return try SigningKey(.es256(P256.Signing.PrivateKey()))
    case .rs256:
      guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else { throw .generationFailed(algorithm) }
      return try SigningKey(.rs256(key))
    case .edDSA:
      return try SigningKey(.edDSA(Curve25519.Signing.PrivateKey()))
    }
  }

  /// A key from what `rawPrivateKey` gave. An RSA key may also be DER in PKCS #8; it needs at least 2,048 bits.
  package init(rawPrivateKey: [UInt8], algorithm: SignatureAlgorithm) throws(KeyError) {
    let material: Material? =
      switch algorithm {
      case .es256: (try? P256.Signing.PrivateKey(rawRepresentation: rawPrivateKey)).map(Material.es256)
      case .rs256: (try? _RSA.Signing.PrivateKey(derRepresentation: rawPrivateKey)).map(Material.rs256)
      case .edDSA: (try? Curve25519.Signing.PrivateKey(rawRepresentation: rawPrivateKey)).map(Material.edDSA)
      }
    guard let material else { throw .invalidPrivateKey(algorithm) }
    try self.init(material)
  }

  /// The private key in clear: 32 bytes (the scalar, the Ed25519 seed), or DER in PKCS #1 for RSA. Store it only
  /// sealed.
  package var rawPrivateKey: [UInt8] {
    switch material {
    case .es256(let key): [UInt8](key.rawRepresentation)
    case .rs256(let key): [UInt8](key.derRepresentation)
    case .edDSA(let key): [UInt8](key.rawRepresentation)
    }
  }

  package var kid: String { verificationKey.kid }
  package var algorithm: SignatureAlgorithm { verificationKey.algorithm }

  /// The raw signature of RFC 7518 section 3 or RFC 8037 section 3.1 over `message`: 64 bytes, or the modulus' length
  /// for RSA. Of ES256 always the one that ``LowS`` describes. Throws only where the system has no randomness or memory
  /// left.
  package func sign(_ message: [UInt8]) throws -> [UInt8] {
    switch material {
    case .es256(let key):
      LowS.signature([UInt8](try key.signature(for: SHA256.hash(data: message)).rawRepresentation))
    case .rs256(let key):
      [UInt8](try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
    case .edDSA(let key):
      [UInt8](try key.signature(for: message))
    }
  }
}
