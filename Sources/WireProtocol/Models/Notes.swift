// What members of replies mean, where name and type don't say.

extension AccountSID {
  static let noteOfOwn = "Required, but for holders of a credential: without it, theirs is meant."
}

extension Account: Noted {
  package static let notes = [
    "status": "Its own. A subaccount counts as suspended or closed while its parent is, whatever this says.",
    "parent_sid": "Of a subaccount: the account that it belongs to.",
  ]
}

extension App: Noted {
  package static let notes = [
    "sid": "The client id.",
    "status": """
    As that of its account, or worse if the account's parent is; `disabled` in an active account where the app itself \
    is. Without `active` it gets no tokens (R15).
    """,
    "token_epoch": """
    Another number after each revocation of all its tokens: those of an earlier one are not active. Missing as long as \
    there was none.
    """,
    "date_last_used": """
    When it got a token, or a token of it was checked and active: precise to a minute, told within two. What an issuer \
    saw in its last minute is lost. Missing where no use is known.
    """,
    "created_by": """
    The name of the user who created it, the login name of the operator, or the SID of the API key or app whose \
    credential it was; stays when that is gone (R6).
    """,
    "creator_sid": "Missing where no user created it.",
    "token_endpoint_auth_method": "How it authenticates; every other way is refused.",
    "default_scope":
      "How a token's scope is written that was asked for without one: by all names, or with the policy's wildcards.",
    "token_size": "Bytes that such a token takes at the most, for one API.",
    "token_size_warning": "Where such a token would be too large: why, and what to do.",
    "keys": """
    Its public keys; of those removed their thumbprints, for 30 days, and of those compromised for good. Missing where \
    there are none.
    """,
  ]
}

extension AppKey: Noted {
  package static let notes = [
    "status": """
    `active`: the app authenticates by it; `removed`: not any more, and tokens issued by it live on; `compromised`: \
    they are dead as well (R10).
    """,
    "jwk": "Of an active key.",
  ]
}

extension CreatedApp: Noted {
  package static let notes = App.notes.merging([
    "secret": "Not shown again (R14). Missing, as is `secret_sid`, where the app authenticates by its keys."
  ]) { $1 }
}

extension APIKey: Noted {
  package static let notes = [
    "type": "`restricted`: may do what its policy allows; `main`: may make every API request of its account.",
    "status": "As that of its account, or worse if the account's parent is; without `active` it works nowhere (R15).",
    "policy": "Missing where the type is `main`.",
    "date_last_used": "When it was shown with its secret, as precise as that of an app.",
    "created_by": "As that of an app (R6).",
    "creator_sid": "Missing where no user created it.",
  ]
}

extension CreatedAPIKey: Noted {
  package static let notes = APIKey.notes.merging(["secret": "Not shown again (R14)."]) { $1 }
}

extension Secret: Noted {
  package static let notes = [
    "client_id": "The app or the API key that it is of.",
    "status":
      "`active`: works; `expired`: ran out or was pushed out (R9); `revoked`: compromised, or replaced at once.",
    "date_expires": """
    From when on it does not work: the end that it was given, that of its grace period (R8), or when it was pushed out \
    (R9).
    """,
    "date_revoked": "When it was declared compromised, or replaced at once (R10).",
    "date_last_used": "When its client authenticated by it, as precise as that of an app.",
  ]
}

extension IssuedSecret: Noted {
  package static let notes = [
    "secret": "Not shown again (R14).", "date_expires": "From when on it does not work; missing without such an end.",
    "previous": "The secret that it replaces, as it stands now.",
  ]
}

extension User: Noted {
  package static let notes = ["unix_user": "Processes of this login name are this user."]
}

extension TokenReply: Noted {
  package static let notes = [
    "expires_in": "Seconds (R4).",
    "scope": "Permissions, space-delimited: what was asked for, in the form that it was asked for in.",
  ]
}

extension Introspection: Noted {
  package static let notes = [
    "active": "`false`: nothing else is told.", "exp": "Seconds since 1970, as is `iat`.",
    "secret_sid": "The secret that the token was issued with, if it was one.",
    "client_key": "The thumbprint of the app's key that the token was issued by, if it was one.",
    "aud": "The APIs that the token is for, as they were asked for (R20).",
  ]
}

extension ServerMetadata: Noted {
  package static let notes = [
    "authorization_endpoint": "Serves no response type: some clients don't go on without the member.",
    "response_types_supported": "A registered value that no grant uses; the token endpoint is all that is needed.",
    "introspection_signing_alg_values_supported": "Of `tokens.introspect_jwt` (RFC 9701).",
    "protected_resources": "The APIs of the catalogues that have a `resource` of HTTP (RFC 9728); missing without any.",
  ]
}

extension SignedIntrospection: Noted {
  package static let notes = [
    "jwt": """
    Signed by the key that signs tokens, of type `token-introspection+jwt`, for the client that asks (`aud`). \
    `token_introspection` in it is what `tokens.introspect` tells.
    """
  ]
}

extension Authorization: Noted {
  package static let notes = [
    "reason": "A sentence for people, whether allowed or not.",
    "client_id": "The app that the token was issued to, or the API key.",
    "account_sid": "The account of the token or of the API key.",
    "scope": """
    Where `tell_scope` asks for it: what the token is worth now, as `tokens.introspect` tells it, or all that the API \
    key's policy allows; missing where that is nothing, and of a main key, which has no policy.
    """,
  ]
}

extension ListedPermission: Noted {
  package static let notes = [
    "endpoints": "None where the API itself decides what the permission covers.",
    "resource":
      "What a token for the permission's API is asked for with; missing where that is the configured audience.",
  ]
}

extension SecretVerification: Noted {
  package static let notes = ["secret_sid": "Missing where the secret is not the client's, or does not work."]
}

extension ServiceMetrics: Noted {
  package static let notes = [
    "methods": """
    By the method's name, requests that named none under `?`: each an object with `requests`, `refused` (errors that \
    are the caller's), `failed` (those that are the service's), `microseconds` (from request to reply, added up), \
    `durations` (how many of them took up to \(RequestDurations.bounds.map(String.init).joined(separator: ", ")) \
    microseconds, and longer) and `errors` (by the symbol of the error)
    """,
    "figures": """
    Those that the service has of \(Figure.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")); what each \
    means is told by `oauthctl metrics`.
    """,
  ]
}

extension AuditEntry: Noted {
  package static let notes = [
    "number": "Its place in the service's chain, from 1 on without gaps.",
    "previous": "The SHA-256 of the entry before, as JSON, byte by byte; in the first the `trail`.",
    "date": "Of several refusals the last one's.",
    "uid": "Of the process that called; of a session, of the one that asked for it.",
    "login": "The login name of `uid`.",
    "actor_sid": "The user that acted, or that an operator acted for.",
    "outcome": "`ok`, or the symbol of an error.",
    "subject": "What it was about: `account`, `app`, `user` and so on.",
    "changes": "What the change made of the object, or what was asked for; never a secret.",
    "trace_id": "Finds the call in the journal and in the trails of the other services; of several the first one's.",
    "count": "How many refusals of this caller and method the entry tells of.",
    "date_first": "Of several refusals the first one's.",
    "client": "The API key or the app whose credential the gateway has passed on.",
    "session": "The session of the console that it was asked for in.",
  ]
}

extension AuditVerification: Noted {
  package static let notes = [
    "trail": "A random number that tells the trail from that of another database.",
    "entries": "How many were read.", "last": "The last one that was read.",
    "next": "There is more: to be sent as `after`.",
    "faults": "Each by the number of the entry at fault, or of the first that is missing.",
  ]
}

extension ServiceStatus: Noted {
  package static let notes = [
    "requests_per_second": "In the last seconds.",
    "catalogue": "Tells the permissions that the service goes by from all others: equal where they are.",
  ]
}
