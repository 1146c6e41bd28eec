package import WireProtocol

/// What a handler knows about a call beside its parameters.
package struct Call: Sendable {
  package internal(set) var peer: Peer
  /// The user that an operator acts for: a SID, Unix login name or name. The peer's own rights do not apply then.
  package internal(set) var actingUser: String?
  /// What the gateway's caller has shown. The gateway's own rights do not apply then.
  package let credential: CallerCredential?
  /// The session that the console calls for, until it is known whose it is. The console's own rights do not apply then.
  var session: Sensitive?
  /// The session that the call is made in.
  package internal(set) var sessionSid: SessionSID?
  package let trace: TraceContext
  /// The moment after which nobody waits for the reply.
  package let deadline: ContinuousClock.Instant
  /// Where a change's handler leaves its notes for the log.
  let notebook: Notebook?
  /// What the caller names a change by, if it may send it again (R19).
  package let idempotencyKey: IdempotencyKey?

  /// How long a caller is taken to wait that does not say.
  package static let defaultPatience = Duration.seconds(30)
  /// How long a caller may say that it waits, in milliseconds.
  package static let patienceBounds = 1...3_600_000

  package init(
    peer: Peer, actingUser: String? = nil, trace: TraceContext = .random(), deadline: ContinuousClock.Instant,
    idempotencyKey: IdempotencyKey? = nil
  ) {
    self.peer = peer
    self.actingUser = actingUser
    credential = nil
    self.trace = trace
    self.deadline = deadline
    self.idempotencyKey = idempotencyKey
    notebook = nil
  }

  /// What the caller counts as: the peer's own kinds, or a person or a holder of a credential where it acts for one.
  package var callers: Callers {
    if credential != nil { return [.anyone, .holders] }
    if session != nil { return .anyone }
    return actingUser == nil ? peer.callers : [.anyone, .people]
  }

  /// Admits a request: takes over what its `meta` says, as far as this peer may say it.
  /// - Throws: `access_denied` for an `acting_user` from a stranger, and for a credential that not the gateway passes
  ///   on, or a session that not the console does; `invalid_request` for two of these at a time, and for a deadline out of
  ///   bounds.
  init(peer: Peer, meta: Meta, isChange: Bool, now: ContinuousClock.Instant) throws(ServiceError) {
    if meta.actingUser != nil, !peer.callers.contains(.operators) {
      throw ServiceError(
        .accessDenied, "acting_user: only operators may act for another user", path: "meta.acting_user")
    }
    if meta.credential != nil { try Self.admitCredential(meta, from: peer) }
    if meta.session != nil { try Self.admitSession(meta, from: peer) }
    self.peer = peer
    actingUser = meta.actingUser
    credential = meta.credential
    session = meta.session
    trace = meta.traceparent ?? .random()
    deadline = now + (try Self.patience(of: meta))
    idempotencyKey = meta.idempotencyKey
    notebook = isChange ? Notebook() : nil
  }

  private static func admitCredential(_ meta: Meta, from peer: Peer) throws(ServiceError) {
    guard peer.callers.contains(.service(.gateway)) else {
      throw ServiceError(
        .accessDenied, "credential: only the gateway may pass on what its callers show", path: "meta.credential")
    }
    guard meta.actingUser == nil else {
      throw ServiceError(
        .invalidRequest, "credential: a call is made with a credential or for an acting_user, not both",
        path: "meta.credential")
    }
  }

  private static func admitSession(_ meta: Meta, from peer: Peer) throws(ServiceError) {
    guard peer.callers.contains(.service(.console)) else {
      throw ServiceError(
        .accessDenied, "session: only the console may call for who is signed in there", path: "meta.session")
    }
    guard meta.actingUser == nil, meta.credential == nil else {
      throw ServiceError(
        .invalidRequest,
        "session: a call is made in a session, with a credential or for an acting_user, not two of them",
        path: "meta.session")
    }
  }

  private static func patience(of meta: Meta) throws(ServiceError) -> Duration {
    guard let milliseconds = meta.deadlineMs else { return defaultPatience }
    guard patienceBounds.contains(milliseconds) else {
      throw ServiceError(
        .invalidRequest,
        "meta.deadline_ms: \(milliseconds) is out of bounds; "
          + "\(patienceBounds.lowerBound) to \(patienceBounds.upperBound) milliseconds may be given",
        path: "meta.deadline_ms")
    }
    return .milliseconds(milliseconds)
  }
}
