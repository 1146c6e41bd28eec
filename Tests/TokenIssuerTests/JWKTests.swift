import FoundationEssentials
import JOSE
import Testing
import WireProtocol

@testable import TokenIssuer

@Suite("Published keys")
struct JWKTests {
  @Test(
    "A public key names its algorithm, use and thumbprint, and leaves out what does not apply (RFC 7517)",
    arguments: [
      (SignatureAlgorithm.es256, ["alg", "crv", "kid", "kty", "use", "x", "y"]),
      (.rs256, ["alg", "e", "kid", "kty", "n", "use"]),
      (.edDSA, ["alg", "crv", "kid", "kty", "use", "x"]),
    ])
  func members(algorithm: SignatureAlgorithm, names: [String]) throws {
    let key = try SigningKey.generate(algorithm)
    let json = try JSONEncoder().encode(JWK(key.verificationKey))
    let members = try JSONDecoder().decode([String: String].self, from: json)
    #expect(members.keys.sorted() == names)
    #expect(members["alg"] == algorithm.rawValue)
    #expect(members["use"] == "sig")
    #expect(members["kid"] == key.kid)
  }
}
