import JSON
import TestSupport
import Testing
import WireProtocol

/// What a client or an API finds in a token that it got over HTTP.
@Suite struct AccessTokenTests {
  @Test("RFC 9068 2.1: the type of an access token is at+jwt; its header has alg and kid beside that")
  func header() async throws {
    try await TestGateway.withApp { gateway, app in
      let (header, _) = try jwt(try await gateway.issue(app))
      #expect(Set(header.children.map(\.name)) == ["alg", "typ", "kid"])
      #expect(header["typ"]?.string == "at+jwt" && header["alg"]?.string == "ES256")
    }
  }

  @Test("RFC 9068 2.2: an access token has every claim that it must have")
  func claims() async throws {
    try await TestGateway.withApp { gateway, app in
      let (_, claims) = try jwt(try await gateway.issue(app))
      for name: StaticString in ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"] {
        #expect(claims[name] != nil, "\(name)")
      }
      #expect(claims["iss"]?.string == "https://auth.example")
      #expect(claims["sub"]?.string == app.sid.text && claims["client_id"]?.string == app.sid.text)
      let (iat, exp) = (try #require(claims["iat"]?.integer), try #require(claims["exp"]?.integer))
      #expect(exp - iat == 3600)
      #expect(claims["jti"]?.string?.isEmpty == false)
    }
  }

  @Test("RFC 9068 2.2.3: the scope of the token is the one that the reply tells")
  func scope() async throws {
    try await TestGateway.withApp { gateway, app in
      for scope in ["", World.readMessages] {
        let reply = try await gateway.token("grant_type=client_credentials&scope=\(scope)", app.basic).json
        let (_, claims) = try jwt(try #require(reply["access_token"]?.string))
        #expect(claims["scope"]?.string?.isEmpty == false && claims["scope"]?.string == reply["scope"]?.string)
      }
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
