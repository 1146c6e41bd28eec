// The public keys of an app; they belong to the list of the apps' methods.

package struct AppsSetKeys: Method {
  package typealias Reply = App
  package static let name = "apps.set_keys"
  package static let summary = "Replaces the public keys by which an app authenticates with private_key_jwt."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("set the keys of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .limitExceeded,
  ]
  package static let example = Example(
    AppsSetKeys(sid: .sample, jwks: PublicJWKSet(keys: [.example])), .keyExample)

  package let sid: AppSID
  package let jwks: PublicJWKSet
  package let compromised: Bool?

  package static let notes = [
    "jwks": """
    At most 5 keys: ES256 (P-256), RS256 (2,048 to 4,096 bits) or EdDSA (Ed25519), no two with one `kid`. What is \
    missing is removed; if nothing is added, also while the account is suspended (R16).
    """,
    "compromised": "Whether the tokens issued by the keys that are removed end as well (R10); not unless said so.",
  ]

  package init(sid: AppSID, jwks: PublicJWKSet, compromised: Bool? = nil) {
    self.sid = sid
    self.jwks = jwks
    self.compromised = compromised
  }
}

package struct AppsAddKey: Method {
  package typealias Reply = App
  package static let name = "apps.add_key"
  package static let summary = "Adds a public key to those by which an app authenticates with private_key_jwt."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("added key \(.clientKey) to app \(.app) of account \(.account)")
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .limitExceeded,
  ]
  package static let example = Example(AppsAddKey(sid: .sample, jwk: .example), .keyExample)

  package let sid: AppSID
  package let jwk: PublicJWK

  package static let notes = ["jwk": "As in `apps.set_keys`; with a `kid` that no other of the app's active keys has."]

  package init(sid: AppSID, jwk: PublicJWK) {
    self.sid = sid
    self.jwk = jwk
  }
}

package struct AppsRemoveKey: Method {
  package typealias Reply = App
  package static let name = "apps.remove_key"
  package static let summary =
    "Removes one of an app's public keys: no token is issued by it any more, also while the account is suspended (R16)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("removed key \(.clientKey) of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(
    AppsRemoveKey(sid: .sample, thumbprint: .example, compromised: true), .compromisedKeyExample)

  package let sid: AppSID
  package let thumbprint: KeyThumbprint
  package let compromised: Bool?

  package static let notes = [
    "compromised": """
    Whether the tokens issued by it end as well (R10); not unless said so. May also be said of a key that is removed \
    already. Such a key can't be added again.
    """
  ]

  package init(sid: AppSID, thumbprint: KeyThumbprint, compromised: Bool? = nil) {
    self.sid = sid
    self.thumbprint = thumbprint
    self.compromised = compromised
  }
}
