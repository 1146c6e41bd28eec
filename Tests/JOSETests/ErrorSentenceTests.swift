import JOSE
import JSON
import Testing

@Suite("Sentences of errors")
struct ErrorSentenceTests {
  private let refusals: [AccessTokenError] = [
    .tooLong(bytes: 20_000), .notThreeParts, .notBase64URL("header"), .notBase64URL("payload"),
    .notBase64URL("signature"),
    .notJSONObject("header"), .notJSONObject("payload"), .missingHeaderParameter("alg"), .algorithmNotAllowed("none"),
    .wrongType,
    .criticalExtension, .invalidKeyID, .unknownKey("k"), .algorithmMismatch(.rs256), .badSignature,
    .missingClaim("exp"),
    .invalidClaim("exp"), .wrongIssuer, .wrongAudience, .expired(at: 1), .notYetValid(issuedAt: 1),
  ]

  @Test("each refusal of a token has a sentence of its own that names the fault and the cure")
  func distinct() {
    #expect(Set(refusals.map(\.description)).count == refusals.count)
    for refusal in refusals {
      #expect(refusal.description.hasPrefix("The token") && refusal.description.contains("; "))
    }
    #expect(
      "\(AccessTokenError.badSignature)"
        == "The token's signature is not valid; send the access token exactly as it was issued.")
  }

  @Test("RFC 6749 section 5.2: the sentences hold only characters that error_description may have")
  func characters() {
    for refusal in refusals {
      #expect(
        refusal.description.utf8.allSatisfy {
          0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        })
    }
  }

  @Test("each fault of a key has a sentence of its own")
  func keyErrors() {
    let errors: [KeyError] = [
      .invalidPrivateKey(.rs256), .invalidPrivateKey(.es256),
      .keyEncryptionKeyLength(bytes: 1), .cannotUnseal(kid: "k"), .generationFailed(.rs256), .sealingFailed,
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
