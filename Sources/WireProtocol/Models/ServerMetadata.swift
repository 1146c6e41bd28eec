/// RFC 8414 section 2. There are no endpoints to name as long as no HTTP gateway serves them. `scopes_supported` is
/// left out: some clients ask for all that it names, and `permissions.list` has the catalogue.
package struct ServerMetadata: Codable, Equatable, Sendable {
  package let issuer: String
  /// Required by the RFC; empty, as no response type is served (the grant uses the token endpoint alone).
  package let responseTypesSupported: [String]
  package let grantTypesSupported: [String]

  package init(issuer: String) {
    self.issuer = issuer
    self.responseTypesSupported = []
    self.grantTypesSupported = ["client_credentials"]
  }
}
