/// RFC 8414 section 2, with what RFC 9701 section 7 and RFC 9728 section 4 add. Every URL is made of the issuer.
/// `scopes_supported` is left out: some clients ask for all that it names, and `permissions.list` has the catalogue.
package struct ServerMetadata: Codable, Equatable, Sendable {
  package let issuer: String
  package let authorizationEndpoint: String
  package let tokenEndpoint: String
  package let tokenEndpointAuthMethodsSupported: [String]
  package let tokenEndpointAuthSigningAlgValuesSupported: [String]
  package let introspectionEndpoint: String
  package let introspectionEndpointAuthMethodsSupported: [String]
  package let introspectionEndpointAuthSigningAlgValuesSupported: [String]
  package let introspectionSigningAlgValuesSupported: [String]
  package let revocationEndpoint: String
  package let revocationEndpointAuthMethodsSupported: [String]
  package let revocationEndpointAuthSigningAlgValuesSupported: [String]
  package let jwksUri: String
  package let responseTypesSupported: [String]
  package let grantTypesSupported: [String]
  package let protectedResources: [String]?

  /// - Parameters:
  ///   - assertionAlgorithms: What assertions of clients may be signed with.
  ///   - signingAlgorithm: What the server signs with.
  ///   - resources: None are left out, as empty lists are (RFC 8414 section 3.2).
  package init(issuer: String, assertionAlgorithms: [String], signingAlgorithm: String, resources: [String] = []) {
    let methods = TokenEndpointAuthMethod.words
    self.issuer = issuer
    authorizationEndpoint = EndpointPath.authorization.url(of: issuer)
    tokenEndpoint = EndpointPath.token.url(of: issuer)
    tokenEndpointAuthMethodsSupported = methods
    tokenEndpointAuthSigningAlgValuesSupported = assertionAlgorithms
    introspectionEndpoint = EndpointPath.introspection.url(of: issuer)
    introspectionEndpointAuthMethodsSupported = methods
    introspectionEndpointAuthSigningAlgValuesSupported = assertionAlgorithms
    introspectionSigningAlgValuesSupported = [signingAlgorithm]
    revocationEndpoint = EndpointPath.revocation.url(of: issuer)
    revocationEndpointAuthMethodsSupported = methods
    revocationEndpointAuthSigningAlgValuesSupported = assertionAlgorithms
    jwksUri = EndpointPath.jwks.url(of: issuer)
    responseTypesSupported = ["none"]
    grantTypesSupported = ["client_credentials"]
    protectedResources = resources.isEmpty ? nil : resources
  }
}
