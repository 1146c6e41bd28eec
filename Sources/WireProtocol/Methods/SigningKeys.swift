/// The keys that sign tokens.
package let signingKeyMethods = Interface(
  SigningKeysList.self, JWKSGet.self)

package struct SigningKeysList: Method {
  package typealias Reply = Page<ListedSigningKey>
  package static let name = "signing_keys.list"
  package static let summary = "Lists the keys that sign tokens."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(SigningKeysList(), Page([.example]))

  package let pageSize: PageSize?
  package let pageToken: String?

  package init(pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// RFC 7517.
package struct JWKSGet: Method {
  package typealias Reply = JWKSet
  package static let name = "jwks.get"
  package static let summary = "Shows the public keys that verify tokens."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(JWKSGet(), .example)

  package init() {}
}
