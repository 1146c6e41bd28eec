import TestSupport
import Testing
import WireProtocol

/// The endpoint that clients demand and that serves nobody.
@Suite struct AuthorizationEndpointTests {
  private static let request =
    "/v2/authorize?response_type=code&client_id=x&redirect_uri=https://evil.example/cb&state=%3Cscript%3E"

  @Test("RFC 6749 4.1.2.1: no response type is supported; a person gets a page, and nobody a redirect")
  func page() async throws {
    try await TestGateway.run { gateway in
      for method in ["GET", "POST"] {
        let accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
        let reply = try await gateway.exchange(HTTPText(method, Self.request, fields: ["Accept": accept]))
        #expect(reply.status == 400)
        #expect(reply["content-type"] == "text/html; charset=utf-8")
        #expect(reply["location"] == nil)
        #expect(reply["cache-control"] == "no-store")
        #expect(reply.text.hasPrefix("<!DOCTYPE html>"))
        #expect(reply.text.contains("unsupported_response_type"))
        #expect(reply.text.contains("https://auth.example/v2/token"))
        #expect(!reply.text.contains("script") && !reply.text.contains("evil.example"))
      }
    }
  }

  @Test("RFC 6749 5.2: a program gets the error in both shapes")
  func error() async throws {
    try await TestGateway.run { gateway in
      for method in ["GET", "POST"] {
        let reply = try await gateway.exchange(HTTPText(method, Self.request))
        try expectRefusal(reply, 400, "unsupported_response_type")
        #expect(reply["location"] == nil)
      }
    }
  }

  @Test("What the issuer is called stays text on the page")
  func escaping() async throws {
    let world = try await World(.sockets, issuer: "https://a.example/&lt;'b")
    try await TestGateway.run(world) { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", "/v2/authorize", fields: ["Accept": "text/html"]))
      #expect(reply.text.contains("https://a.example/&amp;lt;&#39;b/v2/token"))
    }
  }
}
