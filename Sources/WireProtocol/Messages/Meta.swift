/// The optional member `meta` of a request: what concerns the call, not the method.
package struct Meta: Codable, Equatable, Sendable {
  /// Milliseconds that the caller goes on waiting, from the moment the request is read.
  package var deadlineMs: Int?
  /// W3C Trace Context, `00-<trace id>-<parent id>-<flags>`.
  package var traceparent: TraceContext?
  /// For whom an operator acts: a user's SID, Unix login name or name.
  package var actingUser: String?

  /// What the caller names a change by, to be able to send it again.
  package var idempotencyKey: IdempotencyKey?
  /// What the gateway's own caller has shown.
  package var credential: CallerCredential?
  /// The session of the person that the console calls for.
  package var session: Sensitive?

  package init(
    deadlineMs: Int? = nil, traceparent: TraceContext? = nil, actingUser: String? = nil,
    idempotencyKey: IdempotencyKey? = nil, credential: CallerCredential? = nil, session: Sensitive? = nil
  ) {
    self.deadlineMs = deadlineMs
    self.traceparent = traceparent
    self.actingUser = actingUser
    self.idempotencyKey = idempotencyKey
    self.credential = credential
    self.session = session
  }
}
