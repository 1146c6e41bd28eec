import Testing
import WireProtocol

@Suite struct EndpointPathTests {
  @Test(
    "Endpoints are behind the issuer, which keeps its path", arguments: ["https://a.example", "https://a.example/t/1"])
  func urls(issuer: String) {
    let urls = EndpointPath.allCases.map { $0.url(of: issuer) }
    let paths = [
      "/v2/authorize", "/v2/token", "/v1/token", "/v2/introspect", "/v2/revoke", "/.well-known/jwks.json",
    ]
    #expect(urls == paths.map { issuer + $0 })
  }
}
