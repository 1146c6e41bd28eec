import JOSE
import Testing
import WireProtocol

@Suite("Files of public keys")
struct KeyFileTests {
  private func refusal(of text: String) -> String? {
    do throws(KeyFileError) {
      _ = try PublicJWK(fileText: text)
      return nil
    } catch { return error.description }
  }

  @Test("Each form of a public key is read, and is the other half of the private one")
  func forms() throws {
    for (own, other) in [(KeyFiles.publicKey, KeyFiles.sec1), (KeyFiles.ed25519Public, KeyFiles.ed25519)] {
      let key = try SigningKey(imported: other)
      #expect(try PublicJWK(fileText: own) == PublicJWK(key.verificationKey, kid: nil))
    }
    #expect(try PublicJWK(fileText: "for people\n" + KeyFiles.publicKey + "\r\n", kid: "a").kid == "a")
  }

  @Test("A JSON Web Key keeps its kid; a private one is refused, and not repeated")
  func jsonWebKeys() throws {
    let d = RFCVectors.ES256.d
    guard case .ec(let x, let y) = RFCVectors.ES256.publicKey else { return }
    let own = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","kid":"mine","use":"sig"}"#
    #expect(try PublicJWK(fileText: own).kid == "mine")
    let key = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","d":"\#(d)","ext":true,"key_ops":["sign"]}"#
    let refused = try #require(refusal(of: key))
    #expect(refused.contains("private key") && !refused.contains(d))
  }

  @Test("A private key where a public one belongs is refused with the cure, in each form, and not repeated")
  func privateForPublic() throws {
    for text in [
      KeyFiles.sec1, KeyFiles.pkcs8, KeyFiles.encrypted, KeyFiles.encryptedBefore, KeyFiles.rsa, KeyFiles.ed25519,
    ] {
      let words = try #require(refusal(of: text))
      #expect(words.contains("openssl pkey -in FILE -pubout"))
      for line in text.split(separator: "\n") { #expect(!words.contains(line)) }
    }
    #expect(refusal(of: KeyFiles.certificate)?.contains("openssl x509") == true)
  }

  @Test("A key of the wrong kind is refused, and what would do is told")
  func wrongKind() {
    #expect(refusal(of: KeyFiles.p384Public)?.contains("ES256 (P-256)") == true)
    #expect(refusal(of: KeyFiles.rsa1024Public)?.contains("1024 bits; make one of 2048 to 4096") == true)
    #expect(refusal(of: KeyFiles.rsa8192Public)?.contains("8192 bits; make one of 2048 to 4096") == true)
  }

  @Test(
    "What is no key is refused",
    arguments: [
      "", "x", "{}", "[]", #"{"kty":7}"#, "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\n-----END X-----",
      "-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----", "-----BEGIN ", "-----END PUBLIC KEY-----",
    ])
  func nonsense(text: String) {
    #expect(refusal(of: text)?.contains("neither PEM nor a JSON Web Key") == true)
  }
}
