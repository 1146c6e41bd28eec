import JSON
import TestSupport
import Testing
import WireProtocol

/// What a client or an API finds in a token that it got over HTTP.
@Suite struct AccessTokenTests {
  @Test("RFC 9068 2: header and claims of an access token")
  func claims() async throws {
    try await TestGateway.withApp { gateway, app in
      let (header, claims) = try jwt(try await gateway.issue(app))
      #expect(Set(header.children.map(\.name)) == ["alg", "typ", "kid"])
      #expect(header["typ"]?.string == "at+jwt" && header["alg"]?.string == "ES256")
      #expect(claims["iss"]?.string == "https://auth.example")
      #expect(claims["sub"]?.string == app.sid.text && claims["client_id"]?.string == app.sid.text)
      let (iat, exp) = (try #require(claims["iat"]?.integer), try #require(claims["exp"]?.integer))
      #expect(exp - iat == 3600)
      #expect(claims["jti"]?.string?.isEmpty == false && claims["scope"]?.string?.isEmpty == false)
    }
  }

  @Test("RFC 9700 2.3: a token is for an audience, told as a string where it is one")
  func audience() async throws {
    try await TestGateway.withApp { gateway, app in
      let (_, claims) = try jwt(try await gateway.issue(app))
      #expect(claims["aud"]?.string == "https://api.example")
    }
  }
}
