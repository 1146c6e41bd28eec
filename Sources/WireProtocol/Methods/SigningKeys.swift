/// The keys that sign tokens.
package let signingKeyMethods = Interface(
  SigningKeysList.self, SigningKeysRotate.self, SigningKeysImport.self, SigningKeysRetire.self, JWKSGet.self)

package struct SigningKeysList: Method {
  package typealias Reply = Page<ListedSigningKey>
  package static let name = "signing_keys.list"
  package static let summary = "Lists the keys that sign tokens, those that did, and the one that is going to."
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

package struct SigningKeysRotate: Method {
  package typealias Reply = ListedSigningKey
  package static let name = "signing_keys.rotate"
  package static let summary =
    "Makes a new signing key, which is in the JWKS for a day and then signs in place of the one that signs now."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("rotated to signing key \(.signingKey)")
  package static let example = Example(SigningKeysRotate(), .announcedExample)

  package let now: Bool?

  package static let notes = [
    "now": """
    Has it sign at once, for an emergency: whoever has fetched the JWKS before does not know it yet. A key that is \
    announced already is taken, and without `now` shown as it is.
    """
  ]

  package init(now: Bool? = nil) {
    self.now = now
  }
}

package struct SigningKeysImport: Method {
  package typealias Reply = ListedSigningKey
  package static let name = "signing_keys.import"
  package static let summary =
    "Takes a private key from elsewhere, which is in the JWKS for a day and then signs in place of the one that does."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("imported signing key \(.signingKey)")
  package static let errors: [KnownErrorCode] = [.alreadyExists, .conflict]
  package static let example = Example(
    SigningKeysImport(key: Sensitive("-----BEGIN PRIVATE KEY-----...")), .announcedExample)

  package let key: Sensitive

  package static let notes = [
    "key": """
    PEM in PKCS #8, SEC 1 or PKCS #1 without a passphrase, or a private JSON Web Key, for the algorithm that is \
    configured: P-256, RSA of 2048 to 8192 bits, or Ed25519.
    """
  ]

  package init(key: Sensitive) {
    self.key = key
  }
}

package struct SigningKeysRetire: Method {
  package typealias Reply = ListedSigningKey
  package static let name = "signing_keys.retire"
  package static let summary = "Takes a signing key away for good: it signs and verifies nothing any more."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("retired signing key \(.signingKey)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound, .conflict]
  package static let example = Example(SigningKeysRetire(kid: .sample, now: true), .retiredExample)

  package let kid: SigningKeyID
  package let now: Bool?

  package static let notes = [
    "now": """
    Ends every token that the key has signed, at once and on all instances; an announced key takes its place. A key \
    that has signed is not retired without it: rotation retires it when its tokens have expired.
    """
  ]

  package init(kid: SigningKeyID, now: Bool? = nil) {
    self.kid = kid
    self.now = now
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
