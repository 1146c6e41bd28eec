/// OAuth apps and their secrets.
package let appMethods = Interface(
  AppsCreate.self, AppsGet.self, AppsList.self, AppsUpdate.self, AppsDelete.self, AppsRotateSecret.self,
  AppsListSecrets.self, AppsRevokeSecret.self, AppsSetKeys.self, AppsAddKey.self, AppsRemoveKey.self, AppsEnable.self,
  AppsDisable.self,
  AppsRevokeTokens.self)

package struct AppsCreate: Method {
  package typealias Reply = CreatedApp
  package static let name = "apps.create"
  package static let summary = "Creates an app and shows its secret, once; one with private_key_jwt has none."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes(
    "created app \(.app) of account \(.account)\(" with secret ", ifTold: .secret)")
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .regionNotSupported, .invalidScope,
    .limitExceeded,
  ]
  package static let example = Example(
    AppsCreate(accountSid: .sample, friendlyName: .init(trusted: "Billing"), policy: .example), .example)

  package let accountSid: AccountSID?
  package let friendlyName: FriendlyName
  package let description: AppDescription?
  package let policy: Policy
  package let region: String?
  package let accessTokenTTL: TokenLifetime?
  package let tokenEndpointAuthMethod: TokenEndpointAuthMethod?
  package let jwks: PublicJWKSet?
  package let defaultScope: DefaultScope?
  package let secretExpires: Timestamp?

  package static let notes = [
    "account_sid": AccountSID.noteOfOwn,
    "friendly_name": "Unique among the account's apps.",
    "policy": """
    Permissions of the catalogue: at least one in `allow`, at most 100 in both lists together, `.../*` counting as \
    one; `deny` beats `allow` (R12).
    """,
    "region": "Only `us1` is served, and meant without it (R1).",
    "access_token_ttl": "Seconds that its tokens live; \(TokenLifetime.standard.value) unless said otherwise (R4).",
    "token_endpoint_auth_method": "How it authenticates; `client_secret_basic` unless said otherwise.",
    "jwks": "With `private_key_jwt`, and only with it: the app's keys, 1 to 5, as in `apps.set_keys`.",
    "default_scope": """
    How the scope of its tokens is written that are asked for without one: `names` unless said otherwise; with \
    `wildcards` they are smaller.
    """,
    "secret_expires": "From when on its secret does not work; without it there is no such end.",
  ]

  package init(
    accountSid: AccountSID? = nil, friendlyName: FriendlyName, description: AppDescription? = nil, policy: Policy,
    region: String? = nil,
    accessTokenTTL: TokenLifetime? = nil, tokenEndpointAuthMethod: TokenEndpointAuthMethod? = nil,
    jwks: PublicJWKSet? = nil, defaultScope: DefaultScope? = nil,
    secretExpires: Timestamp? = nil
  ) {
    self.accountSid = accountSid
    self.friendlyName = friendlyName
    self.description = description
    self.policy = policy
    self.region = region
    self.accessTokenTTL = accessTokenTTL
    self.tokenEndpointAuthMethod = tokenEndpointAuthMethod
    self.jwks = jwks
    self.defaultScope = defaultScope
    self.secretExpires = secretExpires
  }
}

package struct AppsGet: Method {
  package typealias Reply = App
  package static let name = "apps.get"
  package static let summary = "Shows an app."
  package static let access: Callers = [.operators, .people, .holders, .service(.tokenIssuer)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(AppsGet(sid: .sample), .example)

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}

package struct AppsList: Method {
  package typealias Reply = Page<App>
  package static let name = "apps.list"
  package static let summary =
    "Lists the apps that the caller may use: an account's, or those of all accounts; all filters must fit."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(AppsList(name: .init(trusted: "bill")), Page([.example]))

  package let accountSid: AccountSID?
  package let name: FriendlyName?
  package let permission: String?
  package let createdBy: String?
  package let status: AppStatus?
  package let unusedSince: Timestamp?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = clientListNotes

  package init(
    accountSid: AccountSID? = nil, name: FriendlyName? = nil, permission: String? = nil, createdBy: String? = nil,
    status: AppStatus? = nil, unusedSince: Timestamp? = nil, pageSize: PageSize? = nil, pageToken: String? = nil
  ) {
    self.accountSid = accountSid
    self.name = name
    self.permission = permission
    self.createdBy = createdBy
    self.status = status
    self.unusedSince = unusedSince
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct AppsUpdate: Method {
  package typealias Reply = App
  package static let name = "apps.update"
  package static let summary = "Changes what is given and leaves the rest."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("changed app \(.app) of account \(.account)")
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .invalidScope, .limitExceeded,
  ]
  package static let example = Example(
    AppsUpdate(sid: .sample, description: .init(trusted: "Sends invoices")), .example)

  package let sid: AppSID
  package let friendlyName: FriendlyName?
  package let description: AppDescription?
  package let policy: Policy?
  package let allow: [String]?
  package let deny: [String]?
  package let accessTokenTTL: TokenLifetime?
  package let tokenEndpointAuthMethod: TokenEndpointAuthMethod?
  package let defaultScope: DefaultScope?

  package static let notes = [
    "policy": """
    Replaces the whole policy; what it takes away is denied from the next request on. Given alone, and only taking \
    away, it is accepted while the account is suspended as well (R16).
    """,
    "allow": "Replaces this list of the policy and leaves the other; not given beside `policy`.",
    "deny": "As `allow`.",
    "access_token_ttl": "Seconds that tokens issued from now on live (R4).",
    "token_endpoint_auth_method": """
    How it authenticates from now on; its tokens live on. `private_key_jwt` takes an active key; for a first secret \
    ask `apps.rotate_secret`.
    """,
  ]

  package init(
    sid: AppSID, friendlyName: FriendlyName? = nil, description: AppDescription? = nil, policy: Policy? = nil,
    allow: [String]? = nil, deny: [String]? = nil, accessTokenTTL: TokenLifetime? = nil,
    tokenEndpointAuthMethod: TokenEndpointAuthMethod? = nil,
    defaultScope: DefaultScope? = nil
  ) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.description = description
    self.policy = policy
    self.allow = allow
    self.deny = deny
    self.accessTokenTTL = accessTokenTTL
    self.tokenEndpointAuthMethod = tokenEndpointAuthMethod
    self.defaultScope = defaultScope
  }
}

package struct AppsDelete: Method {
  package typealias Reply = NoContent
  package static let name = "apps.delete"
  package static let summary = "Deletes an app for good: its secrets and tokens are invalid at once (R7)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("deleted app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(AppsDelete(sid: .sample), NoContent())

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}
