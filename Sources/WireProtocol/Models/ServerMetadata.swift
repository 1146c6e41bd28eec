/// RFC 8414 section 2. Of the endpoints it names the one that assertions of clients are for. `scopes_supported` is left
/// out: some clients ask for all that it names, and `permissions.list` has the catalogue.
package struct ServerMetadata: Codable, Equatable, Sendable {
  package let issuer: String
  /// Required by the RFC; empty, as no response type is served (the grant uses the token endpoint alone).
  package let responseTypesSupported: [String]
  package let grantTypesSupported: [String]
  package let tokenEndpoint: String
  package let tokenEndpointAuthMethodsSupported: [String]
  package let tokenEndpointAuthSigningAlgValuesSupported: [String]

  /// - Parameter signingAlgorithms: Of assertions.
  package init(issuer: String, tokenEndpoint: String, signingAlgorithms: [String]) {
    self.issuer = issuer
    self.tokenEndpoint = tokenEndpoint
    tokenEndpointAuthMethodsSupported = TokenEndpointAuthMethod.words
    tokenEndpointAuthSigningAlgValuesSupported = signingAlgorithms
    self.responseTypesSupported = []
    self.grantTypesSupported = ["client_credentials"]
  }
}
