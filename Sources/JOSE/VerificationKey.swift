import Crypto
import CryptoExtras
import FoundationEssentials
import JSON

/// The public half of a signing key: checks signatures of exactly one algorithm (RFC 8725 section 3.1).
package struct VerificationKey: Sendable {
  package let parameters: PublicKeyParameters
  /// The RFC 7638 thumbprint.
  package let kid: String
  package let algorithm: SignatureAlgorithm
  let material: Material
  /// Seconds since 1970. Of a token that was issued before, the twin of the signature passes too, as an earlier release
  /// signed with either of them (``LowS``).
  package var refusesTwinsSince = Int.min

  enum Material: Sendable {
    case es256(P256.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)
    case edDSA(Curve25519.Signing.PublicKey)
  }

  init(_ material: Material) throws(KeyError) {
    parameters = try material.parameters()
    kid = parameters.thumbprint
    algorithm = material.algorithm
    self.material = material
  }

  /// Whether a valid signature is the one that the key's owner makes.
  func isOwn(_ signature: [UInt8], issuedAt: Int) -> Bool {
    algorithm != .es256 || issuedAt < refusesTwinsSince || LowS.isMet(by: signature)
  }

  /// Whether `signature`, in the raw form of RFC 7518 and RFC 8037, is this key's over `message`. A signature of the
  /// wrong length is never valid.
  package func isValid(_ signature: [UInt8], for message: ArraySlice<UInt8>) -> Bool {
    switch material {
    case .es256(let key):
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA256.hash(data: message))
    case .rs256(let key):
      let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
      return key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
    case .edDSA(let key):
      return key.isValidSignature(signature, for: message)
    }
  }
}

extension VerificationKey.Material {
  fileprivate var algorithm: SignatureAlgorithm {
    switch self {
    case .es256: .es256
    case .rs256: .rs256
    case .edDSA: .edDSA
    }
  }

  fileprivate func parameters() throws(KeyError) -> PublicKeyParameters {
    switch self {
    case .es256(let key):
      let point = key.rawRepresentation
      return .ec(x: Self.text(point.prefix(32)), y: Self.text(point.suffix(32)))
    case .edDSA(let key):
      return .okp(x: Self.text(key.rawRepresentation))
    case .rs256(let key):
      guard let numbers = try? key.getKeyPrimitives() else { throw .invalidPrivateKey(.rs256) }
      return .rsa(n: Self.text(numbers.modulus), e: Self.text(numbers.publicExponent))
    }
  }

  private static func text(_ bytes: Data) -> String { Base64URL.encode([UInt8](bytes).span) }
}
