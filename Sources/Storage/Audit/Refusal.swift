import RPC
import WireProtocol

/// A change that was refused.
struct Refusal {
  /// What is counted together, of one user.
  struct Kind: Hashable {
    let caller: AuditCaller
    let actor: UserSID?
    let client: ClientID?
    let session: SessionSID?
    let method: String
    let outcome: String
    /// An account's people see what was refused about it, and nothing else.
    let account: String?
  }

  let kind: Kind
  let peer: Peer
  let subject: Subject
  let trace: String?
  let date: Timestamp

  init(_ completion: Completion, _ failure: ServiceError, at now: Timestamp) {
    let notes = completion.notes
    peer = completion.call?.peer ?? completion.peer
    subject = completion.subject
    trace = completion.call?.trace.traceIDText
    date = now
    kind = Kind(
      caller: AuditCaller(peer, completion.call, notes), actor: notes.actor?.sid, client: notes.client,
      session: notes.session, method: completion.method?.name ?? "", outcome: failure.code.symbol,
      account: subject[.account])
  }
}

/// Refusals that one entry tells of.
struct RefusalSum: Sendable {
  let caller: AuditCaller
  /// `nil`: several.
  let peer: Peer?
  let actor: UserSID?
  let client: ClientID?
  let session: SessionSID?
  let method: String
  let outcome: String
  /// The first one's.
  let subject: Subject
  let trace: String?
  let first: Timestamp
  private(set) var last: Timestamp
  private(set) var count = 0
  var login: String?

  /// Stands for methods and outcomes that are not told apart.
  private static let others = "others"

  init(_ refusal: Refusal) {
    caller = refusal.kind.caller
    peer = refusal.peer
    actor = refusal.kind.actor
    client = refusal.kind.client
    session = refusal.kind.session
    method = refusal.kind.method
    outcome = refusal.kind.outcome
    subject = refusal.subject
    trace = refusal.trace
    (first, last) = (refusal.date, refusal.date)
  }

  /// - Parameter refusal: The first of a user beyond the kinds that are told apart.
  init(ofOtherKinds refusal: Refusal) {
    self.init(others: refusal, caller: refusal.kind.caller, peer: refusal.peer)
  }

  /// - Parameter refusal: The first of users beyond those that are told apart.
  init(ofSeveral refusal: Refusal) {
    self.init(others: refusal, caller: .several, peer: nil)
  }

  private init(others refusal: Refusal, caller: AuditCaller, peer: Peer?) {
    self.caller = caller
    self.peer = peer
    actor = nil
    client = nil
    session = nil
    method = Self.others
    outcome = Self.others
    subject = Subject()
    trace = nil
    (first, last) = (refusal.date, refusal.date)
  }

  func adding(_ refusal: Refusal) -> RefusalSum {
    var sum = self
    sum.count += 1
    sum.last = max(last, refusal.date)
    return sum
  }

  func entry(after link: AuditCheckpoint, of service: ServiceName) -> AuditEntry {
    AuditEntry(
      number: link.number + 1, previous: link.hash, service: service, date: last, caller: caller,
      uid: peer.map { Int($0.userID) }, login: login, actorSid: actor, method: method, outcome: outcome,
      subject: subject, traceId: trace, count: count, dateFirst: count > 1 ? first : nil, client: client,
      session: session)
  }
}
