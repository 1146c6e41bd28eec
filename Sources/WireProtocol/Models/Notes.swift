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
    "status": "As that of its account, or worse if the account's parent is; without `active` it gets no tokens (R15).",
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
    "date_expires": "From when on it does not work: the end of its grace period (R8), or when it was pushed out (R9).",
    "date_revoked": "When it was declared compromised, or replaced at once (R10).",
  ]
}

extension IssuedSecret: Noted {
  package static let notes = [
    "secret": "Not shown again (R14).", "previous": "The secret that it replaces, as it stands now.",
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

extension AuditEntry: Noted {
  package static let notes = [
    "number": "Its place in the service's chain, from 1 on without gaps.",
    "previous": "The SHA-256 of the entry before, as JSON, byte by byte; in the first the `trail`.",
    "date": "Of several refusals the last one's.",
    "uid": "Of the process that called.", "login": "The login name of `uid`.",
    "actor_sid": "The user that acted, or that an operator acted for.",
    "outcome": "`ok`, or the symbol of an error.",
    "subject": "What it was about: `account`, `app`, `user` and so on.",
    "changes": "What the change made of the object, or what was asked for; never a secret.",
    "trace_id": "Finds the call in the journal and in the trails of the other services; of several the first one's.",
    "count": "How many refusals of this caller and method the entry tells of.",
    "date_first": "Of several refusals the first one's.",
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
