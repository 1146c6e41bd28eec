/// Where the endpoints of OAuth are, behind the issuer: what the metadata names, what an assertion may be for, and what
/// the gateway serves.
package enum EndpointPath: String, CaseIterable, Sendable {
  case authorization = "/v2/authorize"
  case token = "/v2/token"
  /// Another path of the token endpoint. Older SDKs of the hosted provider know no other.
  case formerToken = "/v1/token"
  case introspection = "/v2/introspect"
  case revocation = "/v2/revoke"
  case jwks = "/.well-known/jwks.json"

  /// An issuer with a path keeps it in front.
  package func url(of issuer: String) -> String { issuer + rawValue }
}
