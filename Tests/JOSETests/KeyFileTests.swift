import JOSE
import Testing
import WireProtocol

@Suite("Key files")
struct KeyFileTests {
  private func refusal(_ body: () throws(KeyFileError) -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return error.description }
  }

  private func refusal(ofPrivate text: String) -> String? {
    refusal { () throws(KeyFileError) in _ = try SigningKey(fileText: text) }
  }

  private func refusal(ofPublic text: String) -> String? {
    refusal { () throws(KeyFileError) in _ = try PublicJWK(fileText: text) }
  }

  @Test("Each form of a private key is read, and the public one is its other half")
  func forms() throws {
    let key = try SigningKey(fileText: KeyFiles.sec1)
    #expect(key.algorithm == .es256)
    #expect(try SigningKey(fileText: KeyFiles.pkcs8).kid == key.kid)
    #expect(try PublicJWK(fileText: KeyFiles.publicKey) == PublicJWK(key.verificationKey, kid: nil))
    #expect(try PublicJWK(fileText: "for people\n" + KeyFiles.publicKey + "\r\n", kid: "a").kid == "a")
    let edwards = try SigningKey(fileText: KeyFiles.ed25519)
    #expect(edwards.algorithm == .edDSA)
    #expect(try PublicJWK(fileText: KeyFiles.ed25519Public) == PublicJWK(edwards.verificationKey, kid: nil))
    #expect(try SigningKey(fileText: KeyFiles.rsa).algorithm == .rs256)
  }

  @Test("A private JSON Web Key signs as its public half verifies")
  func jsonWebKeys() throws {
    let d = RFCVectors.ES256.d
    guard case .ec(let x, let y) = RFCVectors.ES256.publicKey else { return }
    let ec = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","d":"\#(d)","ext":true,"key_ops":["sign"]}"#
    #expect(try SigningKey(fileText: ec).verificationKey.parameters == RFCVectors.ES256.publicKey)
    let edwards = #"{"kty":"OKP","crv":"Ed25519","d":"\#(RFCVectors.Ed25519.d)"}"#
    #expect(try SigningKey(fileText: edwards).verificationKey.parameters == RFCVectors.Ed25519.publicKey)
    let own = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","kid":"mine","use":"sig"}"#
    #expect(try PublicJWK(fileText: own).kid == "mine")
    #expect(refusal(ofPrivate: own)?.contains("public key") == true)
    let refused = try #require(refusal(ofPublic: ec))
    #expect(refused.contains("private key") && !refused.contains(d))
  }

  @Test("A private key where a public one belongs is refused with the cure, in each form, and not repeated")
  func privateForPublic() throws {
    for text in [
      KeyFiles.sec1, KeyFiles.pkcs8, KeyFiles.encrypted, KeyFiles.encryptedBefore, KeyFiles.rsa, KeyFiles.ed25519,
    ] {
      let words = try #require(refusal(ofPublic: text))
      #expect(words.contains("openssl pkey -in FILE -pubout"))
      for line in text.split(separator: "\n") { #expect(!words.contains(line)) }
    }
    #expect(refusal(ofPublic: KeyFiles.certificate)?.contains("openssl x509") == true)
  }

  @Test("An encrypted private key is refused with the cure")
  func encrypted() {
    for text in [KeyFiles.encrypted, KeyFiles.encryptedBefore] {
      #expect(refusal(ofPrivate: text)?.contains("openssl pkey -in FILE -out NEW") == true)
    }
  }

  @Test("A key of the wrong kind is refused, and what would do is told")
  func wrongKind() {
    for text in [KeyFiles.p384, KeyFiles.x25519, "-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----"] {
      #expect(refusal(ofPrivate: text)?.contains("openssl genpkey") == true)
    }
    #expect(refusal(ofPrivate: KeyFiles.publicKey)?.contains("only the private one signs") == true)
    #expect(refusal(ofPublic: KeyFiles.p384Public)?.contains("ES256 (P-256)") == true)
    #expect(refusal(ofPublic: KeyFiles.rsa1024Public)?.contains("1024 bits; make one of 2048 to 4096") == true)
    #expect(refusal(ofPublic: KeyFiles.rsa8192Public)?.contains("8192 bits; make one of 2048 to 4096") == true)
    let openSSH = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"
    #expect(refusal(ofPrivate: openSSH)?.contains("ssh-keygen") == true)
  }

  @Test(
    "What is no key is refused",
    arguments: [
      "", "x", "{}", "[]", #"{"kty":7}"#, "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\n-----END X-----",
      "-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----", "-----BEGIN ", "-----END PUBLIC KEY-----",
    ])
  func nonsense(text: String) {
    #expect(refusal(ofPublic: text)?.contains("neither PEM nor a JSON Web Key") == true)
    #expect(refusal(ofPrivate: text)?.contains("neither PEM nor a JSON Web Key") == true)
  }
}
