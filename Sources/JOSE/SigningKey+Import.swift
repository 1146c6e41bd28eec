import Crypto
import CryptoExtras
import FoundationEssentials

extension SigningKey {
  /// A signature of a longer RSA key takes too long to make, in bits.
  package static let longestModulus = 8192

  /// A private key as a person has it: PEM in PKCS #8, SEC 1 or PKCS #1, or a private JSON Web Key. Its algorithm is
  /// the one that its kind is used with here.
  package init(imported text: String) throws(KeyImportError) {
    let isJSON = text.unicodeScalars.first { !$0.properties.isWhitespace } == "{"
    self = isJSON ? try SigningKey(jwk: text) : try SigningKey(pem: text)
  }

  private init(pem text: String) throws(KeyImportError) {
    guard let blocks = PEMBlock.all(in: text), let block = blocks.first else {
      throw .unreadable
    }
    guard blocks.count == 1 else { throw .notOneKey(count: blocks.count) }
    guard !block.hasHeaders else { throw .encrypted }
    switch block.label {
    case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY": self = try SigningKey(der: block.der)
    case "ENCRYPTED PRIVATE KEY": throw .encrypted
    case "PUBLIC KEY", "RSA PUBLIC KEY": throw .wrongKind("a public key")
    case "CERTIFICATE": throw .wrongKind("a certificate")
    case "OPENSSH PRIVATE KEY": throw .wrongKind("a key in the form of OpenSSH")
    default: throw .wrongKind("something else than a private key")
    }
  }

  private init(der: [UInt8]) throws(KeyImportError) {
    if let key = try? P256.Signing.PrivateKey(derRepresentation: der) {
      self = try .checked(key.rawRepresentation, .es256)
    } else if let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: der) {
      self = try .checked(key)
    } else if der.count == Self.ed25519Prefix.count + 32, der.starts(with: Self.ed25519Prefix) {
      self = try .checked(der.dropFirst(Self.ed25519Prefix.count), .edDSA)
    } else if (try? P384.Signing.PrivateKey(derRepresentation: der)) != nil {
      throw .unsupportedCurve("P-384")
    } else if (try? P521.Signing.PrivateKey(derRepresentation: der)) != nil {
      throw .unsupportedCurve("P-521")
    } else {
      throw .wrongKind("a private key of another kind, or a damaged one")
    }
  }

  /// PKCS #8 of an Ed25519 key (RFC 8410 section 7) up to the 32 bytes of the key.
  private static let ed25519Prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// A key of RSA that is strong enough, and not so long that it makes everybody wait.
  static func checked(_ key: _RSA.Signing.PrivateKey) throws(KeyImportError) -> SigningKey {
    guard key.keySizeInBits >= 2048 else { throw .tooShort(bits: key.keySizeInBits) }
    guard key.keySizeInBits <= longestModulus else { throw .tooLong(bits: key.keySizeInBits) }
    return try checked(key.derRepresentation, .rs256)
  }

  /// A key that signs what its public half verifies.
  static func checked(_ raw: some Sequence<UInt8>, _ algorithm: SignatureAlgorithm) throws(KeyImportError) -> SigningKey
  {
    let message = Array("a trial".utf8)
    guard let key = try? SigningKey(rawPrivateKey: Array(raw), algorithm: algorithm),
      let signature = try? key.sign(message), key.verificationKey.isValid(signature, for: message[...])
    else { throw .inconsistent }
    return key
  }
}
