/// API keys (R13): what apps are to OAuth, they are to requests that show a key and its secret.
package let apiKeyMethods = Interface(
  APIKeysCreate.self, APIKeysGet.self, APIKeysList.self, APIKeysUpdate.self, APIKeysDelete.self,
  APIKeysRotateSecret.self)

package struct APIKeysCreate: Method {
  package typealias Reply = CreatedAPIKey
  package static let name = "api_keys.create"
  package static let summary = "Creates an API key and shows its secret, once (R13)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("created API key \(.apiKey) of account \(.account) with secret \(.secret)")
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .invalidScope, .limitExceeded,
  ]
  package static let example = Example(
    APIKeysCreate(accountSid: .sample, friendlyName: .init(trusted: "Reports"), policy: .example), .example)

  package let accountSid: AccountSID?
  package let friendlyName: FriendlyName
  package let type: APIKeyType?
  package let policy: Policy?

  package static let notes = [
    "account_sid": AccountSID.noteOfOwn,
    "friendly_name": "Unique among the account's API keys.",
    "type": """
    `restricted` unless said otherwise. A `main` key may make every API request of its account, which may have \
    \(APIKey.mostMainKeys) of them.
    """,
    "policy": """
    As an app's: at least one permission in `allow`, at most 100 in both lists together (R12). A restricted key must \
    have one, a main key must not.
    """,
  ]

  package init(
    accountSid: AccountSID? = nil, friendlyName: FriendlyName, type: APIKeyType? = nil, policy: Policy? = nil
  ) {
    self.accountSid = accountSid
    self.friendlyName = friendlyName
    self.type = type
    self.policy = policy
  }
}

package struct APIKeysGet: Method {
  package typealias Reply = APIKey
  package static let name = "api_keys.get"
  package static let summary = "Shows an API key."
  package static let access: Callers = [.operators, .people, .holders, .service(.tokenIssuer)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(APIKeysGet(sid: .sample), .example)

  package let sid: APIKeySID

  package init(sid: APIKeySID) {
    self.sid = sid
  }
}

package struct APIKeysList: Method {
  package typealias Reply = Page<APIKey>
  package static let name = "api_keys.list"
  package static let summary =
    "Lists the API keys that the caller may use: an account's, or those of all accounts; all filters must fit."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(APIKeysList(accountSid: .sample), Page([.example]))

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

package struct APIKeysUpdate: Method {
  package typealias Reply = APIKey
  package static let name = "api_keys.update"
  package static let summary = "Changes what is given and leaves the rest; in force with the next request."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("changed API key \(.apiKey) of account \(.account)")
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .roleNotPermitted, .notFound, .alreadyExists, .conflict, .invalidScope, .limitExceeded,
  ]
  package static let example = Example(APIKeysUpdate(sid: .sample, policy: .example), .example)

  package let sid: APIKeySID
  package let friendlyName: FriendlyName?
  package let policy: Policy?
  package let allow: [String]?
  package let deny: [String]?

  package static let notes = [
    "policy": """
    Replaces the whole policy of a restricted key; a main key has none. Given alone, and only taking away, it is \
    accepted while the account is suspended as well (R16).
    """,
    "allow": "Replaces this list of the policy and leaves the other; not given beside `policy`.",
    "deny": "As `allow`.",
  ]

  package init(
    sid: APIKeySID, friendlyName: FriendlyName? = nil, policy: Policy? = nil, allow: [String]? = nil,
    deny: [String]? = nil
  ) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.policy = policy
    self.allow = allow
    self.deny = deny
  }
}

package struct APIKeysDelete: Method {
  package typealias Reply = NoContent
  package static let name = "api_keys.delete"
  package static let summary = "Deletes an API key for good: it is invalid at once (R7)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("deleted API key \(.apiKey) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(APIKeysDelete(sid: .sample), NoContent())

  package let sid: APIKeySID

  package init(sid: APIKeySID) {
    self.sid = sid
  }
}

package struct APIKeysRotateSecret: Method {
  package typealias Reply = IssuedSecret
  package static let name = "api_keys.rotate_secret"
  package static let summary =
    "Makes a new secret and shows it, once; the one it replaces works on for its grace period (R8, R9, R10)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes(
    "rotated to secret \(.secret) of API key \(.apiKey) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(APIKeysRotateSecret(sid: .sample), .keyExample)

  package let sid: APIKeySID
  package let gracePeriod: GracePeriod?

  package static let notes = [
    "grace_period": """
    Seconds that the old secret works on; \(GracePeriod.standard.value) unless said otherwise. 0 makes every earlier \
    secret of the key invalid at once.
    """
  ]

  package init(sid: APIKeySID, gracePeriod: GracePeriod? = nil) {
    self.sid = sid
    self.gracePeriod = gracePeriod
  }
}
