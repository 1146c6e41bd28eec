/// RFC 9701 section 5.
package struct SignedIntrospection: Codable, Equatable, Sendable {
  package let jwt: String

  package init(jwt: String) {
    self.jwt = jwt
  }
}
