/// Access tokens.
package let tokenMethods = Interface(
  TokensIssue.self, TokensIntrospect.self, TokensAuthorize.self, TokensRevoke.self, TokensIntrospectJWT.self,
  TokensIssueToUnit.self)

/// RFC 6749 section 4.4.
package struct TokensIssue: Method, ClientAuthentication {
  package typealias Reply = TokenReply
  package static let name = "tokens.issue"
  package static let summary =
    "Trades what a client authenticates by, its secret or an assertion that it signed, for an access token."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [
    .invalidClient, .unauthorizedClient, .unsupportedGrantType, .invalidScope, .invalidTarget,
  ]
  package static let example = Example(
    TokensIssue(clientId: .sample, clientSecret: Sensitive("s3cr3t"), scope: "/twilio/messaging/messages/list"),
    .example)

  package let clientId: AppSID?
  package let clientSecret: Sensitive?
  package let clientAssertionType: ClientAssertionType?
  package let clientAssertion: Sensitive?
  package let scope: String?
  package let grantType: String?
  package let resource: OneOrMore?
  package let accountSid: AccountSID?

  package static let endpoint = EndpointPath.token

  package static let notes = clientAuthenticationNotes.merging([
    "scope": """
    Permissions, space-delimited; all that the app allows unless said otherwise (R12). A text without any is \
    `invalid_scope`, not the same as none.
    """,
    "grant_type": "Only `client_credentials`, and meant without it.",
    "resource": """
    The APIs that the token is for (RFC 8707): the `resource` of up to 5 catalogues of which the app has permissions. \
    They are its `aud`, as written here, and it gets permissions of theirs only. Without it, the token is for the APIs \
    that have no `resource` of their own, and has the configured audience.
    """,
    "account_sid": "If given, the app must be of this account.",
  ]) { $1 }

  package init(
    clientId: AppSID? = nil, clientSecret: Sensitive? = nil, clientAssertionType: ClientAssertionType? = nil,
    clientAssertion: Sensitive? = nil, scope: String? = nil, grantType: String? = nil,
    resource: OneOrMore? = nil, accountSid: AccountSID? = nil
  ) {
    self.clientId = clientId
    self.clientSecret = clientSecret
    self.clientAssertionType = clientAssertionType
    self.clientAssertion = clientAssertion
    self.scope = scope
    self.grantType = grantType
    self.resource = resource
    self.accountSid = accountSid
  }
}

/// RFC 7662. What is unknown, expired or revoked is inactive, never an error.
package struct TokensIntrospect: Method, TokenInspection {
  package typealias Reply = Introspection
  package static let name = "tokens.introspect"
  package static let summary =
    """
    Tells whether a token is active and what it says; of one that is not, `active` alone is told. `scope` is what the \
    app still allows of the token's; if that is nothing, the token is not active (R17).
    """
  package static let access: Callers = [.inspectors, .operators, .service(.appRegistry), .service(.gateway)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .unauthorizedClient]
  package static let example = Example(TokensIntrospect(token: Sensitive("eyJ...")), .example)

  package let token: Sensitive
  package let resource: String?
  package let clientId: AppSID?
  package let clientSecret: Sensitive?
  package let clientAssertionType: ClientAssertionType?
  package let clientAssertion: Sensitive?

  package static let notes = inspectionNotes.merging([
    "client_secret": """
    This or `client_assertion`, where an app asks (RFC 7662 section 2.1): then tokens of other accounts than its own \
    are not active. Without any client the caller's own right counts; the gateway has none.
    """
  ]) { $1 }

  package init(
    token: Sensitive, resource: String? = nil, clientId: AppSID? = nil, clientSecret: Sensitive? = nil,
    clientAssertionType: ClientAssertionType? = nil, clientAssertion: Sensitive? = nil
  ) {
    self.token = token
    self.resource = resource
    self.clientId = clientId
    self.clientSecret = clientSecret
    self.clientAssertionType = clientAssertionType
    self.clientAssertion = clientAssertion
  }
}

package struct TokensAuthorize: Method {
  package typealias Reply = Authorization
  package static let name = "tokens.authorize"
  package static let summary =
    "Decides whether a token, or an API key with its secret, may make an API request (R12, R13)."
  package static let access: Callers = [.inspectors, .operators, .service(.gateway)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient]
  package static let example = Example(
    TokensAuthorize(
      token: Sensitive("eyJ..."), method: "GET", host: "api.twilio.com",
      path: "/2010-04-01/Accounts/\(AccountSID.sample)/Messages.json"),
    .example)

  package let token: Sensitive?
  package let apiKey: APIKeySID?
  package let secret: Sensitive?
  package let method: String
  package let host: String?
  package let path: String
  package let accountSid: AccountSID?
  package let resource: String?
  package let tellScope: Bool?

  package static let notes = PermissionsMatch.notes.merging([
    "token": "Either this is given, or `api_key` and `secret` are.",
    "api_key": """
    The key's SID. With a wrong secret, of an unknown key as of a known one, the answer is `invalid_client`, and comes \
    later the more often it was wrong. A key of type `main` may do whatever is a permission, in its own account.
    """,
    "secret": "The API key's, not an app's.",
    "account_sid": "The account whose resource is asked for, where the path does not say.",
    "resource": """
    The API that asks: the request must be one of its own, and the token for it. Without it, the request tells the API \
    (R20).
    """,
    "tell_scope": "Whether the reply is to have `scope`; not unless said so.",
  ]) { $1 }

  package init(
    token: Sensitive? = nil, apiKey: APIKeySID? = nil, secret: Sensitive? = nil, method: String, host: String? = nil,
    path: String, accountSid: AccountSID? = nil, resource: String? = nil, tellScope: Bool? = nil
  ) {
    self.token = token
    self.apiKey = apiKey
    self.secret = secret
    self.method = method
    self.host = host
    self.path = path
    self.accountSid = accountSid
    self.resource = resource
    self.tellScope = tellScope
  }
}

/// RFC 7009. A token that is unknown or another client's is left alone, and that is no error.
package struct TokensRevoke: Method, ClientAuthentication {
  package typealias Reply = NoContent
  package static let name = "tokens.revoke"
  package static let summary = "Revokes one of the client's own tokens, also while its account is suspended (R16)."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.changes("revoked token \(.token) of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .unauthorizedClient]
  package static let example = Example(
    TokensRevoke(token: Sensitive("eyJ..."), clientId: .sample, clientSecret: Sensitive("s3cr3t")), NoContent())

  package let token: Sensitive
  package let clientId: AppSID?
  package let clientSecret: Sensitive?
  package let clientAssertionType: ClientAssertionType?
  package let clientAssertion: Sensitive?

  package static let endpoint = EndpointPath.revocation
  package static let notes = clientAuthenticationNotes.merging([
    "token": "One that was issued to this client. Whatever else is given is left alone, and the reply is the same."
  ]) { $1 }

  package init(
    token: Sensitive, clientId: AppSID? = nil, clientSecret: Sensitive? = nil,
    clientAssertionType: ClientAssertionType? = nil,
    clientAssertion: Sensitive? = nil
  ) {
    self.token = token
    self.clientId = clientId
    self.clientSecret = clientSecret
    self.clientAssertionType = clientAssertionType
    self.clientAssertion = clientAssertion
  }
}
