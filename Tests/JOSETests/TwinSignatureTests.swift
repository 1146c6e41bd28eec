import JOSE
import JSON
import Testing

@Suite("The twin of a signature")
struct TwinSignatureTests {
  private let fixture: AccessTokenFixture

  init() throws {
    fixture = try AccessTokenFixture()
  }

  @Test("Of the two values of s the issuer signs with the smaller one")
  func smallerOne() throws {
    for _ in 1...64 { #expect(try signature(of: fixture.sign())[32] < 0x80) }
  }

  @Test("The twin (r, n - s) of a token's signature is as good as the signature, and refused all the same")
  func refused() throws {
    for _ in 1...16 {
      let token = try fixture.sign()
      let twin = try twin(of: token)
      let input = Array(token.utf8.prefix { $0 != UInt8(ascii: ".") }) + payloadPart(of: token)
      #expect(fixture.key.verificationKey.isValid(try signature(of: twin), for: input[...]))
      #expect(fixture.refusal(of: token) == nil)
      #expect(fixture.refusal(of: twin) == .badSignature)
    }
  }

  @Test("Of a token that an earlier release may have signed, either is accepted")
  func earlierRelease() throws {
    let token = try fixture.sign()
    for (end, isAccepted) in [(AccessTokenFixture.now + 1, true), (AccessTokenFixture.now, false)] {
      var key = fixture.key.verificationKey
      key.refusesTwinsSince = end
      for (text, expected) in [(token, true), (try twin(of: token), isAccepted)] {
        let claims = try? fixture.verifier.verify(text, now: AccessTokenFixture.now) { _ in key }
        #expect((claims != nil) == expected)
      }
    }
  }

  private func payloadPart(of token: String) -> [UInt8] {
    [UInt8(ascii: ".")] + Array(token.split(separator: ".")[1].utf8)
  }

  private func signature(of token: String) throws -> [UInt8] {
    let decoded = Base64URL.decode(Array(token.split(separator: ".")[2].utf8).span)
    return try #require(decoded)
  }

  /// The token with n - s in place of s.
  private func twin(of token: String) throws -> String {
    let decoded = Base64URL.decode(Array("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE".utf8).span)
    let order = try #require(decoded)
    let signature = try signature(of: token)
    var twin = signature
    var carry = 1
    // n - s is n + not s + 1, but for what is carried beyond the 32 bytes.
    for index in (0..<32).reversed() {
      let sum = Int(order[index]) + Int(~signature[32 + index]) + carry
      twin[32 + index] = UInt8(sum & 0xFF)
      carry = sum >> 8
    }
    let parts = token.split(separator: ".")
    return "\(parts[0]).\(parts[1]).\(Base64URL.encode(twin.span))"
  }
}
