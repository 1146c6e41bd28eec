/// What a service has written down of a change, or of changes that it refused (R21).
///
/// It is stored as it crosses the wire, and the next entry names the SHA-256 of these bytes: so members may be added,
/// and none renamed or moved.
package struct AuditEntry: Listed {
  package static let listName = "entries"

  /// Its place in the service's chain, from 1 on without gaps.
  package let number: Int
  package let previous: EntryHash
  package let service: ServiceName
  package let date: Timestamp
  package let caller: AuditCaller
  package let uid: Int?
  package let login: String?
  package let actorSid: UserSID?
  package let method: String
  /// `ok`, or the symbol of the error.
  package let outcome: String
  package let subject: Subject
  package let changes: [MemberChange]?
  package let traceId: String?
  /// How many refusals this one entry tells of.
  package let count: Int?
  package let dateFirst: Timestamp?
  /// Whose credential the gateway has passed on.
  package let client: ClientID?
  /// The session of the console that it was asked for in.
  package let session: SessionSID?

  /// The ``outcome`` of a change that was made.
  package static let made = "ok"

  package init(
    number: Int, previous: EntryHash, service: ServiceName, date: Timestamp, caller: AuditCaller, uid: Int?,
    login: String?, actorSid: UserSID?, method: String, outcome: String, subject: Subject,
    changes: [MemberChange]? = nil, traceId: String? = nil, count: Int? = nil, dateFirst: Timestamp? = nil,
    client: ClientID? = nil, session: SessionSID? = nil
  ) {
    self.number = number
    self.previous = previous
    self.service = service
    self.date = date
    self.caller = caller
    self.uid = uid
    self.login = login
    self.actorSid = actorSid
    self.method = method
    self.outcome = outcome
    self.subject = subject
    self.changes = changes
    self.traceId = traceId
    self.count = count
    self.dateFirst = dateFirst
    self.client = client
    self.session = session
  }

  /// By what an entry is found whose actor is asked for: the SID of the user, or of the API key or app whose credential
  /// it was; else the login name, else `uid 1000`.
  package var actor: String {
    client?.text ?? actorSid?.text ?? login ?? uid.map { "uid \($0)" } ?? caller.rawValue
  }
}

/// What a caller was to a service.
package enum AuditCaller: String, Choice {
  case `operator`
  /// A daemon of the suite.
  case service
  /// A user that the registry knows, acting itself.
  case person
  /// Whoever has shown a credential to the gateway.
  case client
  /// Anybody else.
  case stranger
  /// More callers of a kind than are told apart.
  case several
}

/// What a change has made of a member, by its path: `policy.allow`. Lists are told with blanks between their elements.
package struct MemberChange: Codable, Equatable, Sendable {
  package let member: String
  /// Missing where it had no value before.
  package let from: String?
  /// Missing where it has none any more.
  package let to: String?

  package init(member: String, from: String?, to: String?) {
    self.member = member
    self.from = from
    self.to = to
  }
}
