// What members of replies mean, where name and type don't say.

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
    "created_by":
      "The name of the user who created it, or the login name of the operator; stays when that is gone (R6).",
    "creator_sid": "Missing where an operator created it.",
  ]
}

extension CreatedApp: Noted {
  package static let notes = App.notes.merging(["secret": "Not shown again (R14)."]) { $1 }
}

extension Secret: Noted {
  package static let notes = [
    "status":
      "`active`: works; `expired`: ran out or was pushed out (R9); `revoked`: compromised, or replaced at once.",
    "date_expires": """
    From when on it does not work: the end that it was given, that of its grace period (R8), or when it was pushed out \
    (R9).
    """,
    "date_revoked": "When it was declared compromised, or replaced at once (R10).",
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
  package static let notes = ["expires_in": "Seconds (R4).", "scope": "Permissions, space-delimited."]
}

extension Introspection: Noted {
  package static let notes = [
    "active": "`false`: nothing else is told.", "exp": "Seconds since 1970, as is `iat`.",
    "secret_sid": "The secret that the token was issued with.",
  ]
}

extension Authorization: Noted {
  package static let notes = ["reason": "A sentence for people, whether allowed or not."]
}

extension SecretVerification: Noted {
  package static let notes = ["secret_sid": "Missing where the secret is not the client's, or does not work."]
}

extension ServiceMetrics: Noted {
  package static let notes = [
    "methods": """
    By the method's name, requests that named none under `?`: each an object with `requests`, `refused` (errors that \
    are the caller's), `failed` (those that are the service's) and `microseconds` (from request to reply, added up)
    """
  ]
}
