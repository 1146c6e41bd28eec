import JOSE
import Testing

@Suite("Claims of genuine access tokens")
struct AccessTokenVerifierTests {
  private let fixture: AccessTokenFixture
  private let now = AccessTokenFixture.now

  init() throws { fixture = try AccessTokenFixture() }

  private func refusal(_ replacing: [String: String?], now: Int = AccessTokenFixture.now) throws -> AccessTokenError? {
    fixture.refusal(of: try fixture.sign(header: fixture.header(), payload: fixture.payload(replacing)), now: now)
  }

  @Test("a token is valid up to the second before it expires, and not in the second that exp names")
  func expiry() throws {
    let token = try fixture.sign()
    #expect(fixture.refusal(of: token, now: now + 3599) == nil)
    #expect(fixture.refusal(of: token, now: now + 3600) == .expired(at: now + 3600))
    #expect(fixture.refusal(of: token, now: .max) == .expired(at: now + 3600))
  }

  @Test("a token may be as far from the future as the leeway, no further")
  func future() throws {
    let token = try fixture.sign()
    #expect(fixture.refusal(of: token, now: now - 60) == nil)
    #expect(fixture.refusal(of: token, now: now - 61) == .notYetValid(issuedAt: now))
    #expect(fixture.refusal(of: token, now: .min) == .notYetValid(issuedAt: now))
    let strict = AccessTokenVerifier(issuer: fixture.verifier.issuer, audience: fixture.verifier.audience, leeway: 0)
    #expect(throws: AccessTokenError.notYetValid(issuedAt: now)) {
      try strict.verify(token, now: now - 1) { _ in fixture.key.verificationKey }
    }
  }

  @Test("another issuer is refused, also one that only looks the same")
  func issuer() throws {
    #expect(try refusal(["iss": #""https://evil.example.com""#]) == .wrongIssuer)
    #expect(try refusal(["iss": #""https://auth.example.com/""#]) == .wrongIssuer)
    let verifier = AccessTokenVerifier(issuer: "caf\u{E9}", audience: "https://api.example.com")
    let token = try fixture.sign(header: fixture.header(), payload: fixture.payload(["iss": "\"cafe\u{301}\""]))
    #expect(throws: AccessTokenError.wrongIssuer) {
      try verifier.verify(token, now: now) { _ in fixture.key.verificationKey }
    }
  }

  @Test("RFC 9068 4: the audience may be a text or one of a list; an empty list is refused like any other")
  func audience() throws {
    #expect(try refusal(["aud": #"["https://api.example.com"]"#]) == nil)
    #expect(try refusal(["aud": #"["x","https://api.example.com"]"#]) == nil)
    #expect(try refusal(["aud": "[]"]) == .wrongAudience)
    #expect(try refusal(["aud": #""""#]) == .wrongAudience)
    #expect(try refusal(["aud": #"["https://api.example.com/","x"]"#]) == .wrongAudience)
  }

  @Test(
    "each claim but scope must be there",
    arguments: [
      "iss", "sub", "aud", "client_id", "iat", "exp", "jti", "account_sid", "region", "secret_sid",
    ])
  func missing(claim: String) throws {
    #expect(try refusal([claim: nil]) == .missingClaim(claim))
    #expect(try refusal(["scope": nil]) == nil)
  }

  @Test(
    "claims of a wrong type are refused by name",
    arguments: [
      ("iss", "1"), ("iss", "null"), ("sub", "{}"), ("aud", "1"), ("aud", "[1]"),
      ("aud", #"["https://api.example.com",null]"#),
      ("client_id", "true"), ("iat", #""1800000000""#), ("exp", #""1900000000""#), ("exp", "null"), ("jti", "[]"),
      ("scope", "[\"a\"]"),
      ("scope", "null"), ("account_sid", "0"), ("region", "1.5"), ("secret_sid", "false"),
    ])
  func wrongType(claim: String, json: String) throws { #expect(try refusal([claim: json]) == .invalidClaim(claim)) }

  @Test(
    "times that are no whole seconds of a sensible size are refused, not rounded",
    arguments: [
      "1e400", "1e10", "1800003600.5", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "99999999999999999999999",
    ])
  func hugeTimes(json: String) throws {
    #expect(try refusal(["exp": json]) == .invalidClaim("exp"))
    #expect(try refusal(["iat": json]) == .invalidClaim("iat"))
  }

  @Test("a time before 1970 is a time")
  func negativeTimes() throws {
    #expect(try refusal(["iat": "-1"]) == nil)
    #expect(try refusal(["exp": "-1"]) == .expired(at: -1))
  }

  @Test(
    "a genuine signature does not make other text a payload",
    arguments: [
      "", "not JSON", "[]", "null", "\"text\"", "{", #"{"iss":}"#, #"{"iss":"a","iss":"b"}"#, "{\"a\":\"\u{1}\"}",
    ])
  func payloadNotAnObject(payload: String) throws {
    let token = try fixture.sign(header: fixture.header(), payload: payload)
    #expect(fixture.refusal(of: token) == .notJSONObject("payload"))
  }

  @Test("unknown claims are ignored, whatever they hold")
  func unknownClaims() throws {
    let payload = String(fixture.payload().dropLast()) + #","x":{"y":[1,[2.5e3,"é"]]},"":null}"#
    #expect(fixture.refusal(of: try fixture.sign(header: fixture.header(), payload: payload)) == nil)
  }
}
