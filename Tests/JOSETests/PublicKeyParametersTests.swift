import Crypto
import CryptoExtras
import FoundationEssentials
import Testing

@testable import JOSE

@Suite("Public key parameters")
struct PublicKeyParametersTests {
  @Test("RFC 7638 section 3.1 and RFC 8037 A.3: the thumbprints of the examples")
  func thumbprints() {
    #expect(RFCVectors.Thumbprint.publicKey.thumbprint == RFCVectors.Thumbprint.expected)
    #expect(RFCVectors.Ed25519.publicKey.thumbprint == RFCVectors.Ed25519.thumbprint)
  }

  @Test(
    "a key read from its published parameters checks the signatures of the private key",
    arguments: SignatureAlgorithm.allCases)
  func publishedForm(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let published = try VerificationKey(published: key.verificationKey.parameters)
    #expect(published.algorithm == algorithm)
    #expect(published.kid == key.kid)
    #expect(key.kid.utf8.count == 43)
    #expect(published.isValid(try key.sign([1, 2, 3]), for: [1, 2, 3]))
  }
}

extension VerificationKey {
  /// The key that the parameters describe, as a verifier elsewhere reads them.
  init(published parameters: PublicKeyParameters) throws {
    func bytes(_ text: String) throws -> [UInt8] { try #require(RFCVectors.bytes(text)) }
    let material: Material =
      switch parameters {
      case .ec(let x, let y): .es256(try P256.Signing.PublicKey(rawRepresentation: bytes(x) + bytes(y)))
      case .okp(let x): .edDSA(try Curve25519.Signing.PublicKey(rawRepresentation: bytes(x)))
      case .rsa(let n, let e): .rs256(try _RSA.Signing.PublicKey(n: bytes(n), e: bytes(e)))
      }
    try self.init(material)
  }
}
