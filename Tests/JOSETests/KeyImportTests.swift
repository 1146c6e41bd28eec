import Crypto
import CryptoExtras
import FoundationEssentials
import JOSE
import JSON
import Testing

/// Keys made by openssl for these tests, and those of RFC 7515 and RFC 8037.
private enum Sample {
  static let sec1 = """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIIOGWiGoHIW+ixSc3qyeuXrhAz7dY6kl6Jsr1wvFyPJboAoGCCqGSM49
    AwEHoUQDQgAEj+LUY0JbsMcPFG84FJplTAKJ+2RUJwCawxTTiODmt2TzQDPVqgSR
    8Oe1e7s474OpeSpra0NEWSZiS5R4FCLZnQ==
    -----END EC PRIVATE KEY-----
    """
  static let ed25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIBk5k79Wee9wP8LKXx2YhWKlbQ4mDGK8QP7DeAUK4A20
    -----END PRIVATE KEY-----
    """
  static let ecJWK = #"""
    {"kty":"EC","crv":"P-256","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI","kid":"x",
     "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
    """#
  static let okpJWK = #"""
    {"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","use":"sig","alg":"EdDSA",
     "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    """#
}

@Suite("Imported keys")
struct KeyImportTests {
  private func pem(_ label: String, _ der: some DataProtocol) -> String {
    "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
  }

  @Test("A key on P-256 comes in SEC 1, as openssl writes it, in PKCS #8 and as a JSON Web Key")
  func p256() throws {
    #expect(try SigningKey(imported: Sample.sec1).algorithm == .es256)
    #expect(try SigningKey(imported: Sample.sec1.replacing("\n", with: "\r\n")).algorithm == .es256)
    let key = P256.Signing.PrivateKey()
    let expected = try SigningKey(rawPrivateKey: Array(key.rawRepresentation), algorithm: .es256)
    #expect(try SigningKey(imported: key.pemRepresentation).kid == expected.kid)
    #expect(try SigningKey(imported: Sample.ecJWK).verificationKey.parameters == RFCVectors.ES256.publicKey)
  }

  @Test("A key of Ed25519 comes in PKCS #8 and as a JSON Web Key")
  func ed25519() throws {
    #expect(try SigningKey(imported: "a comment\n\n" + Sample.ed25519).algorithm == .edDSA)
    #expect(try SigningKey(imported: Sample.okpJWK).kid == RFCVectors.Ed25519.thumbprint)
  }

  @Test("A key of RSA comes in PKCS #1, in PKCS #8 and as a JSON Web Key; 3,072 bits are welcome")
  func rsa() throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits3072)
    let expected = try SigningKey(rawPrivateKey: Array(key.derRepresentation), algorithm: .rs256).kid
    #expect(try SigningKey(imported: pem("RSA PRIVATE KEY", key.derRepresentation)).kid == expected)
    #expect(try SigningKey(imported: pem("PRIVATE KEY", key.pkcs8DERRepresentation)).kid == expected)
    let jwk = try SigningKey(imported: RFCVectors.RSAPrivateKey.jwk)
    #expect(jwk.verificationKey.parameters == RFCVectors.RS256.publicKey)
  }

  @Test("RSA of 1,024 bits is too short, whatever it comes in")
  func shortRSA() throws {
    let key = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))
    for text in [pem("RSA PRIVATE KEY", key.derRepresentation), pem("PRIVATE KEY", key.pkcs8DERRepresentation)] {
      #expect(throws: KeyImportError.tooShort(bits: 1024)) { try SigningKey(imported: text) }
    }
    let n = Base64URL.encode([UInt8](repeating: 0xFF, count: 128).span)
    #expect(throws: KeyImportError.tooShort(bits: 1024)) {
      try SigningKey(imported: #"{"kty":"RSA","n":"\#(n)","e":"AQAB","d":"AQ","p":"AQ","q":"AQ"}"#)
    }
  }

  @Test("A key on another curve is refused by the curve's name")
  func otherCurves() {
    #expect(throws: KeyImportError.unsupportedCurve("P-384")) {
      try SigningKey(imported: P384.Signing.PrivateKey().pemRepresentation)
    }
    #expect(throws: KeyImportError.unsupportedCurve("P-521")) {
      try SigningKey(imported: P521.Signing.PrivateKey().pemRepresentation)
    }
    #expect(throws: KeyImportError.unsupportedCurve("P-384")) {
      try SigningKey(imported: #"{"kty":"EC","crv":"P-384","d":"AQ","x":"AQ","y":"AQ"}"#)
    }
  }

  @Test(
    "What is encrypted, public or no key at all is refused as what it is",
    arguments: [
      (#"{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}"#, "this is a public key"),
      (#"{"keys":[]}"#, "this is a set of keys"),
      (#"{"kty":"oct","k":"AQ","d":"AQ"}"#, "this is a symmetric key"),
      (#"{"kty":"XX","d":"AQ"}"#, "the JSON Web Key's kty does not fit"),
      (#"{"kty":"EC","crv":"P-256","d":"AQ","d":"AQ"}"#, "this is neither PEM nor a JSON Web Key"),
      ("", "this is neither PEM nor a JSON Web Key"),
      ("-----BEGIN PRIVATE KEY-----\nAQ", "this is neither PEM nor a JSON Web Key"),
      ("-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----", "this is neither PEM nor a JSON Web Key"),
      ("-----BEGIN PRIVATE KEY-----\nAQAB\n-----END PRIVATE KEY-----", "this is a private key of another kind"),
      ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAQAB\n-----END ENCRYPTED PRIVATE KEY-----", "the key is encrypted"),
      (
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAQAB\n-----END RSA PRIVATE KEY-----",
        "the key is encrypted"
      ),
      ("-----BEGIN CERTIFICATE-----\nAQAB\n-----END CERTIFICATE-----", "this is a certificate"),
      ("-----BEGIN OPENSSH PRIVATE KEY-----\nAQAB\n-----END OPENSSH PRIVATE KEY-----", "this is a key in the form of"),
      ("-----BEGIN PUBLIC KEY-----\nAQAB\n-----END PUBLIC KEY-----", "this is a public key"),
      (Sample.ed25519 + "\n" + Sample.ed25519, "there are 2 keys"),
    ])
  func refusals(text: String, fault: String) throws {
    let error = try #require(throws: KeyImportError.self) { try SigningKey(imported: text) }
    #expect(error.description.hasPrefix(fault), "\(error)")
    #expect(error.description.contains("; "), "the cure")
  }

  @Test(
    "A JSON Web Key whose parts do not belong together, or that is for something else, is refused",
    arguments: [
      (#""x":"f83O"#, #""x":"g83O"#, KeyImportError.inconsistent), (#""d":"jpsQ"#, #""d":"kpsQ"#, .inconsistent),
      (#""kid":"x""#, #""use":"enc""#, .wrongMember("use")), (#""kid":"x""#, #""alg":"ES384""#, .wrongMember("alg")),
      (#""P-256""#, #""P-257""#, .wrongMember("crv")), (#""d":"jpsQ"#, #""d":"=psQ"#, .missingMember("d")),
    ])
  func inconsistent(part: String, other: String, error: KeyImportError) {
    #expect(throws: error) { try SigningKey(imported: Sample.ecJWK.replacing(part, with: other)) }
  }

  @Test("No error repeats any of the key")
  func secrecy() {
    for error in [KeyImportError.inconsistent, .wrongKind("a public key"), .missingMember("d")] {
      #expect(!"\(error)".contains("jpsQ"))
    }
  }
}
