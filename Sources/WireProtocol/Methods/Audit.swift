/// The audit trail of a service that keeps a database (R21): each such service has these methods.
package let auditMethods = Interface(AuditList.self, AuditVerify.self)

package struct AuditList: Method {
  package typealias Reply = Page<AuditEntry>
  package static let name = "audit.list"
  package static let summary = """
    Lists the entries of the service's audit trail, the newest first. A person sees those of an account whose apps it \
    may use (R3), and only the app registry's.
    """
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound]
  package static let example = Example(AuditList(accountSid: .sample, method: "apps.update"), Page([.example]))

  package let accountSid: AccountSID?
  package let appSid: AppSID?
  package let actor: String?
  package let method: String?
  package let outcome: String?
  package let since: Timestamp?
  package let until: Timestamp?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = [
    "account_sid": "Only entries about this account. A person has to name one.",
    "app_sid": "Only entries about this app.",
    "actor": """
    Only what this one did: a user by SID, at the app registry also by a name; an API key or an app by SID; who is \
    neither by login name, or as `uid 1000`. Where a word is both, what both did
    """,
    "method": "Only this method's: a whole name.",
    "outcome": "Only those that ended so: `ok`, or the symbol of an error.",
    "since": "Only entries of this moment and later.", "until": "Only entries from before this moment.",
  ]

  package init(
    accountSid: AccountSID? = nil, appSid: AppSID? = nil, actor: String? = nil, method: String? = nil,
    outcome: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil, pageSize: PageSize? = nil,
    pageToken: String? = nil
  ) {
    self.accountSid = accountSid
    self.appSid = appSid
    self.actor = actor
    self.method = method
    self.outcome = outcome
    self.since = since
    self.until = until
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct AuditVerify: Method {
  package typealias Reply = AuditVerification
  package static let name = "audit.verify"
  package static let summary = """
    Reads the service's audit trail, a portion at a time, and tells which entries were altered, removed, moved or put \
    in, and by the checkpoints whether its end was cut off.
    """
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(
    AuditVerify(checkpoints: [.example]),
    AuditVerification(trail: .ofNone, entries: 4711, last: .example, faults: [], next: nil))

  package let after: Int?
  package let checkpoints: [AuditCheckpoint]?

  package static let notes = [
    "after": "Begins with the entry that follows this one: `next` of the portion before.",
    "checkpoints":
      "What the journal tells of the chain, beside the database's own checkpoints. One of another `trail` is ignored.",
  ]

  package init(after: Int? = nil, checkpoints: [AuditCheckpoint]? = nil) {
    self.after = after
    self.checkpoints = checkpoints
  }
}
