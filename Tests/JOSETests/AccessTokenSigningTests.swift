import FoundationEssentials
import JOSE
import Testing

@Suite("Making access tokens")
struct AccessTokenSigningTests {
  private func part(_ index: Int, of token: String) throws -> String {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    let bytes = Base64URL.decode([UInt8](parts[index].utf8).span)
    return String(decoding: try #require(bytes), as: UTF8.self)
  }

  @Test("what is signed is verified, with the same claims", arguments: SignatureAlgorithm.allCases)
  func roundTrip(algorithm: SignatureAlgorithm) throws {
    let fixture = try AccessTokenFixture(algorithm)
    #expect(try fixture.verify(fixture.sign()) == fixture.claims)
  }

  @Test("RFC 9068 section 2.1: the header has alg, typ and kid", arguments: SignatureAlgorithm.allCases)
  func header(algorithm: SignatureAlgorithm) throws {
    let fixture = try AccessTokenFixture(algorithm)
    #expect(try part(0, of: fixture.sign()) == fixture.header())
  }

  @Test(
    "RFC 9068 section 2.2: the payload is compact, its times are integers, one audience is a text, slashes stand bare")
  func payload() throws {
    let fixture = try AccessTokenFixture()
    let expected =
      #"{"iss":"https://auth.example.com","sub":"OQ0123456789abcdef0123456789abcdef","aud":"https://api.example.com","#
      + #""client_id":"OQ0123456789abcdef0123456789abcdef","iat":1800000000,"exp":1800003600,"#
      + #""jti":"Zk3nVvXyT0q1J7cC2w4b9A","#
      + #""scope":"/twilio/messaging/messages/list","account_sid":"AC0123456789abcdef0123456789abcdef","region":"us1","#
      + #""secret_sid":"CS0123456789abcdef0123456789abcdef"}"#
    #expect(try part(1, of: fixture.sign()) == expected)
  }

  @Test("several audiences are a list, none is an empty list, and an empty scope is left out")
  func listsAndScope() throws {
    var fixture = try AccessTokenFixture()
    fixture.claims.audience = ["https://other.example.com", "https://api.example.com"]
    fixture.claims.scope = ""
    let token = try fixture.sign()
    #expect(try part(1, of: token).contains(#""aud":["https://other.example.com","https://api.example.com"]"#))
    #expect(try !part(1, of: token).contains("scope"))
    #expect(try fixture.verify(token) == fixture.claims)
    fixture.claims.audience = []
    #expect(try part(1, of: fixture.sign()).contains(#""aud":[]"#))
  }

  @Test(
    "any text survives as a claim, and Foundation reads the payload alike",
    arguments: [
      "", "\"quoted\" \\ back\\slash /", "line\nfeed\r\ttab\u{8}\u{C}", "\0\u{1}\u{1F}\u{7F}",
      "ünïcödé ✓ 😀 \u{2028}\u{FEFF}",
      "e\u{301}", "</script>",
    ])
  func text(claim: String) throws {
    var fixture = try AccessTokenFixture()
    fixture.claims.subject = claim
    fixture.claims.scope = claim
    let token = try fixture.sign()
    let verified = try fixture.verify(token)
    #expect(verified.subject.utf8.elementsEqual(claim.utf8))
    #expect(verified.scope.utf8.elementsEqual(claim.utf8))
    struct Subject: Decodable { var sub: String }
    let decoded = try JSONDecoder().decode(Subject.self, from: Data(part(1, of: token).utf8))
    #expect(decoded.sub.utf8.elementsEqual(claim.utf8))
  }

  @Test(
    "R12: a token with a hundred scopes of the longest kind is within the length bound",
    arguments: SignatureAlgorithm.allCases)
  func hundredScopes(algorithm: SignatureAlgorithm) throws {
    var fixture = try AccessTokenFixture(algorithm)
    fixture.claims.scope = [String](repeating: "/" + String(repeating: "s", count: 79), count: 100).joined(
      separator: " ")
    #expect(try fixture.verify(fixture.sign()) == fixture.claims)
  }

  @Test("a token that no verifier would accept for its length is not made")
  func tooLong() throws {
    var fixture = try AccessTokenFixture()
    fixture.claims.scope = String(repeating: "s", count: 12_000)
    let error = #expect(throws: AccessTokenError.self) { try fixture.sign() }
    guard case .tooLong = error else { return #expect(error == .tooLong(bytes: 0)) }
  }
}
