import JOSE
import Testing

@Suite("Published signatures")
struct SignatureVectorTests {
  @Test(
    "RFC 7515 A.2 and A.3, RFC 8037 A.4: the examples' signatures are valid, and not for anything else",
    arguments: [
      (RFCVectors.ES256.publicKey, RFCVectors.ES256.input, RFCVectors.ES256.signature),
      (RFCVectors.RS256.publicKey, RFCVectors.RS256.input, RFCVectors.RS256.signature),
      (RFCVectors.Ed25519.publicKey, RFCVectors.Ed25519.input, RFCVectors.Ed25519.signature),
    ])
  func verify(parameters: PublicKeyParameters, input: String, signature: String) throws {
    let key = try VerificationKey(published: parameters)
    var signature = try #require(RFCVectors.bytes(signature))
    #expect(key.isValid(signature, for: [UInt8](input.utf8)[...]))
    #expect(!key.isValid(signature, for: [UInt8]((input + "A").utf8)[...]))
    signature[10] ^= 1
    #expect(!key.isValid(signature, for: [UInt8](input.utf8)[...]))
  }

  @Test("RFC 8037 A.4: Ed25519 makes exactly the example's signature")
  func signEd25519() throws {
    let key = try SigningKey(rawPrivateKey: #require(RFCVectors.bytes(RFCVectors.Ed25519.d)), algorithm: .edDSA)
    #expect(key.verificationKey.parameters == RFCVectors.Ed25519.publicKey)
    #expect(key.kid == RFCVectors.Ed25519.thumbprint)
    #expect(try key.sign([UInt8](RFCVectors.Ed25519.input.utf8)) == RFCVectors.bytes(RFCVectors.Ed25519.signature))
  }

  @Test("RFC 7515 A.3: the private number gives the example's public key")
  func publicKeyES256() throws {
    let key = try SigningKey(rawPrivateKey: #require(RFCVectors.bytes(RFCVectors.ES256.d)), algorithm: .es256)
    #expect(key.verificationKey.parameters == RFCVectors.ES256.publicKey)
  }

  @Test("signatures of another length, of zeros and of ones are not valid", arguments: SignatureAlgorithm.allCases)
  func degenerate(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let genuine = try key.sign([1, 2, 3])
    #expect(genuine.count == (algorithm == .rs256 ? 256 : 64))
    let forged = [0, 1, 63, 64, 65, 255, 256, 257].flatMap { length in
      [[UInt8](repeating: 0, count: length), [UInt8](repeating: 0xFF, count: length)]
    }
    for signature in forged + [genuine + [0], [0] + genuine, genuine.dropLast()] {
      #expect(!key.verificationKey.isValid(signature, for: [1, 2, 3]))
    }
  }
}
