import FoundationEssentials
import JOSE
import Testing

@Suite("JSON Web Key")
struct JSONWebKeyTests {
  @Test("RFC 7638 section 3.1 and RFC 8037 A.3: the thumbprints of the examples")
  func thumbprints() throws {
    #expect(try RFCVectors.Thumbprint.publicKey.thumbprint() == RFCVectors.Thumbprint.expected)
    #expect(try RFCVectors.Ed25519.publicKey.thumbprint() == RFCVectors.Ed25519.thumbprint)
  }

  @Test(
    "a public key names its algorithm, use and thumbprint, and leaves out what does not apply",
    arguments: [
      (SignatureAlgorithm.es256, ["alg", "crv", "kid", "kty", "use", "x", "y"]),
      (.rs256, ["alg", "e", "kid", "kty", "n", "use"]),
      (.edDSA, ["alg", "crv", "kid", "kty", "use", "x"]),
    ])
  func members(algorithm: SignatureAlgorithm, names: [String]) throws {
    let key = try AccessTokenFixture(algorithm).key
    let members = try JSONDecoder().decode([String: String].self, from: JSONEncoder().encode(key.publicJWK))
    #expect(members.keys.sorted() == names)
    #expect(members["alg"] == algorithm.rawValue)
    #expect(members["use"] == "sig")
    #expect(members["kid"] == key.kid)
    #expect(try key.publicJWK.thumbprint() == key.kid)
    #expect(key.kid.utf8.count == 43)
  }

  @Test(
    "a key read from its published form checks the signatures of the private key",
    arguments: SignatureAlgorithm.allCases)
  func publishedForm(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let published = try JSONDecoder().decode(JSONWebKey.self, from: JSONEncoder().encode(key.publicJWK))
    let verificationKey = try VerificationKey(published)
    #expect(verificationKey.kid == key.kid)
    #expect(verificationKey.publicJWK == key.publicJWK)
    #expect(verificationKey.isValid(try key.sign([1, 2, 3]), for: [1, 2, 3]))
  }

  @Test("a web key that is not a key is refused, and the member at fault is named")
  func malformed() throws {
    let key = RFCVectors.ES256.publicKey
    func fault(_ change: (inout JSONWebKey) -> Void) -> KeyError? {
      var changed = key
      change(&changed)
      return #expect(throws: KeyError.self) { try VerificationKey(changed) }
    }
    #expect(fault { $0.x = nil } == .malformedWebKey(member: "x"))
    #expect(fault { $0.y = "AAAA" } == .malformedWebKey(member: "y"))
    #expect(fault { $0.x = $0.y } == .malformedWebKey(member: "x"))
    #expect(fault { $0.x? += "=" } == .malformedWebKey(member: "x"))
    #expect(fault { $0.alg = "RS256" } == .malformedWebKey(member: "alg"))
    #expect(fault { $0.use = "enc" } == .malformedWebKey(member: "use"))
    #expect(fault { $0.kid = "another" } == .malformedWebKey(member: "kid"))
    #expect(fault { $0.crv = "secp256k1" } == .unsupportedKeyType)
    #expect(fault { $0.kty = "oct" } == .unsupportedKeyType)
    #expect(throws: KeyError.unsupportedKeyType) { try JSONWebKey(kty: "oct").thumbprint() }
    #expect(throws: KeyError.malformedWebKey(member: "n")) { try JSONWebKey(kty: "RSA", e: "AQAB").thumbprint() }
  }

  @Test("RSA keys of less than 2048 bits are refused")
  func shortModulus() throws {
    var key = RFCVectors.RS256.publicKey
    key.n = String(try #require(key.n).prefix(172))
    #expect(throws: KeyError.malformedWebKey(member: "n")) { try VerificationKey(key) }
  }
}
