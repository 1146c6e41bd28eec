import JOSE
import JSON
import Testing

@Suite("Forged and damaged access tokens")
struct AccessTokenForgeryTests {
  private let fixture: AccessTokenFixture

  init() throws { fixture = try AccessTokenFixture() }

  private func refusal(header: String) throws -> AccessTokenError? {
    fixture.refusal(of: try fixture.sign(header: header, payload: fixture.payload()))
  }

  @Test(
    "RFC 8725 3.1: alg none is refused, in any spelling, with and without a signature",
    arguments: ["none", "None", "NONE", "nOnE"])
  func algorithmNone(name: String) throws {
    #expect(try refusal(header: fixture.header(alg: name)) == .algorithmNotAllowed(name))
    let unsigned = fixture.encode(fixture.header(alg: name)) + "." + fixture.encode(fixture.payload()) + "."
    #expect(fixture.refusal(of: unsigned) == .algorithmNotAllowed(name))
  }

  @Test("RFC 8725 3.1: algorithms that are not on the list are refused, and their names are made safe to print")
  func algorithmNotAllowed() throws {
    for name in ["HS256", "PS256", "ES384", "es256", ""] {
      #expect(try refusal(header: fixture.header(alg: name)) == .algorithmNotAllowed(name))
    }
    #expect(try refusal(header: fixture.header(alg: #"a\u0000\n\"\\\u001b[31mé"#)) == .algorithmNotAllowed("a[31m"))
    #expect(
      try refusal(header: fixture.header(alg: String(repeating: "x", count: 5000)))
        == .algorithmNotAllowed(String(repeating: "x", count: 32)))
    #expect(try refusal(header: #"{"typ":"at+jwt","kid":"k"}"#) == .missingHeaderParameter("alg"))
    #expect(try refusal(header: #"{"alg":["ES256"],"typ":"at+jwt","kid":"k"}"#) == .missingHeaderParameter("alg"))
  }

  @Test("RFC 8725 3.1: a key is for one algorithm; any other is refused before a signature is computed")
  func algorithmConfusion() throws {
    #expect(try refusal(header: fixture.header(alg: "RS256")) == .algorithmMismatch(.rs256))
    #expect(try refusal(header: fixture.header(alg: "EdDSA")) == .algorithmMismatch(.edDSA))
    let rsa = try AccessTokenFixture(.rs256)
    #expect(
      rsa.refusal(of: try rsa.sign(header: rsa.header(alg: "ES256"), payload: rsa.payload()))
        == .algorithmMismatch(.es256))
  }

  @Test("another key's signature is refused, with its own key id and with a borrowed one")
  func anotherKey() throws {
    let stranger = try SigningKey.generate()
    let token = try AccessToken.sign(fixture.claims, with: stranger)
    #expect(fixture.refusal(of: token) == .unknownKey(stranger.kid))
    let borrowed = try fixture.sign(header: fixture.header(), payload: fixture.payload(), by: stranger)
    #expect(fixture.refusal(of: borrowed) == .badSignature)
  }

  @Test(
    "RFC 8725 3.10: key ids outside the base64url alphabet or longer than 64 never reach the key look-up",
    arguments: [
      "", "../../etc/passwd", "a b", "x' OR '1'='1", #"\u0000"#, "é", "k\u{FF21}", String(repeating: "k", count: 65),
    ])
  func forgedKeyID(kid: String) throws {
    let token = try fixture.sign(header: fixture.header(kid: kid), payload: fixture.payload())
    #expect(throws: AccessTokenError.invalidKeyID) {
      try fixture.verifier.verify(token, now: AccessTokenFixture.now) { kid in
        Issue.record("looked up \(kid)")
        return nil
      }
    }
  }

  @Test("a header without a text as kid is refused")
  func missingKeyID() throws {
    #expect(try refusal(header: #"{"alg":"ES256","typ":"at+jwt"}"#) == .missingHeaderParameter("kid"))
    #expect(try refusal(header: #"{"alg":"ES256","typ":"at+jwt","kid":7}"#) == .missingHeaderParameter("kid"))
  }

  @Test("RFC 9068 section 4: only at+jwt is an access token, in either form and any case")
  func type() throws {
    for type in ["at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"] {
      #expect(try refusal(header: fixture.header(typ: type)) == nil)
    }
    for type in ["JWT", "jwt", "", "at+jwt ", "text/at+jwt", "application/application/at+jwt", "logout+jwt"] {
      #expect(try refusal(header: fixture.header(typ: type)) == .wrongType)
    }
    #expect(try refusal(header: #"{"alg":"ES256","kid":"\#(fixture.key.kid)"}"#) == .wrongType)
  }

  @Test(
    "RFC 7515 section 4.1.11: crit is refused, whatever it names", arguments: [#"["b64"]"#, #"["exp"]"#, "[]", "null"])
  func critical(json: String) throws {
    #expect(try refusal(header: fixture.header(extra: #","crit":\#(json),"b64":false"#)) == .criticalExtension)
  }

  @Test("RFC 8725 3.10: jku and x5u are not followed, nor are keys taken that a header carries")
  func embeddedKeys() throws {
    let stranger = try SigningKey.generate()
    guard case .ec(let x, let y) = stranger.verificationKey.parameters else { throw AccessTokenError.wrongType }
    let jwk = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)"}"#
    let extra = #","jwk":\#(jwk),"jku":"https://evil.example/jwks","x5u":"https://evil.example/x","x5c":["AA"]"#
    let token = try fixture.sign(header: fixture.header(extra: extra), payload: fixture.payload(), by: stranger)
    #expect(fixture.refusal(of: token) == .badSignature)
  }

  @Test("a token over 16,384 bytes is refused before anything of it is read")
  func tooLong() {
    #expect(fixture.refusal(of: String(repeating: ".", count: 100_000)) == .tooLong(bytes: 100_000))
    #expect(fixture.refusal(of: String(repeating: ".", count: 16_385)) == .tooLong(bytes: 16_385))
    #expect(fixture.refusal(of: String(repeating: ".", count: 16_384)) == .notThreeParts)
  }

  @Test("a token has exactly three parts", arguments: ["", ".", "a", "a.b", "a.b.c.d", "....", "a..b.c"])
  func parts(token: String) { #expect(fixture.refusal(of: token) == .notThreeParts) }

  @Test("empty parts are refused")
  func emptyParts() throws {
    #expect(fixture.refusal(of: "..") == .notJSONObject("header"))
    let parts = try fixture.sign().split(separator: ".").map(String.init)
    #expect(fixture.refusal(of: ".\(parts[1]).\(parts[2])") == .notJSONObject("header"))
    #expect(fixture.refusal(of: "\(parts[0])..\(parts[2])") == .badSignature)
    #expect(fixture.refusal(of: "\(parts[0]).\(parts[1]).") == .badSignature)
    #expect(fixture.refusal(of: "\(parts[0]).\(parts[1]).AAAA") == .badSignature)
  }

  @Test("parts that are not canonical base64url are refused")
  func invalidBase64() throws {
    let parts = try fixture.sign().split(separator: ".").map(String.init)
    #expect(fixture.refusal(of: "\(parts[0])=.\(parts[1]).\(parts[2])") == .notBase64URL("header"))
    #expect(fixture.refusal(of: " \(parts[0]).\(parts[1]).\(parts[2])") == .notBase64URL("header"))
    #expect(fixture.refusal(of: "\(parts[0]).\(parts[1]).\(parts[2])==") == .notBase64URL("signature"))
    #expect(fixture.refusal(of: "\(parts[0]).\(parts[1]).\(parts[2])\n") == .notBase64URL("signature"))
    #expect(fixture.refusal(of: "\(parts[0]).\(parts[1])=.\(parts[2])") == .badSignature)
    #expect(fixture.refusal(of: try fixture.sign("\(parts[0]).\(parts[1])=")) == .notBase64URL("payload"))
  }

  @Test("the same signature bytes in another spelling are refused")
  func nonCanonicalSignature() throws {
    var characters = try [UInt8](fixture.sign().utf8)
    let last = characters.count - 1
    characters[last] += 1
    #expect(fixture.refusal(of: String(decoding: characters, as: UTF8.self)) == .notBase64URL("signature"))
  }

  @Test(
    "a header that is not one JSON object of unique members is refused",
    arguments: [
      "", "null", "[]", "\"ES256\"", "7", "{", "{}x", #"{"alg":"ES256","alg":"none"}"#,
      #"{"alg":"ES256","kid":"\uD800"}"#,
    ])
  func headerNotAnObject(header: String) throws { #expect(try refusal(header: header) == .notJSONObject("header")) }

  @Test("nesting as deep as the length allows is refused in the header and in a signed payload")
  func depthBomb() throws {
    for bomb in ["[", #"{"a":"#] {
      let text = #"{"a":"# + String(repeating: bomb, count: 11_000 / bomb.utf8.count)
      #expect(fixture.refusal(of: fixture.encode(text) + ".e30.AAAA") == .notJSONObject("header"))
      let token = try fixture.sign(header: fixture.header(), payload: text)
      #expect(fixture.refusal(of: token) == .notJSONObject("payload"))
    }
  }

  @Test("nothing of the payload is told before the signature holds")
  func payloadAfterSignature() throws {
    let parts = try fixture.sign().split(separator: ".").map(String.init)
    for payload in ["not JSON", fixture.payload(["exp": "0"]), fixture.payload(["aud": "[]"])] {
      #expect(fixture.refusal(of: "\(parts[0]).\(fixture.encode(payload)).\(parts[2])") == .badSignature)
    }
  }
}
