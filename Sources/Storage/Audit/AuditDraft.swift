import RPC
import WireProtocol

/// What is known of a change before it is made.
struct AuditDraft: Sendable {
  let service: ServiceName
  let call: Call
  let login: String?
  let date: Timestamp

  /// To be called before the change is carried out, each time that it is.
  func begin() {
    call.noteNewAttempt()
  }

  /// To be called when the change is on disk, and its entry.
  func end() {
    call.noteAudited()
  }

  /// Writes the entry, unless it turned out that nothing had to be changed.
  /// - Parameter outcome: What the change brings: the object as it is then, or something else that tells of it.
  /// - Returns: Whether there is an entry now.
  func write(_ outcome: Any, in transaction: Transaction) throws -> Bool {
    let notes = call.notes
    guard !notes.isVoid, let request = notes.request else { return false }
    let subject = Subject(of: request, outcome as? any Encodable ?? NoContent()).adding(notes.subject)
    let difference = try difference(notes, request, outcome, besides: subject)
    try transaction.appendAuditEntry { last in
      AuditEntry(
        number: last.number + 1, previous: last.hash, service: service, date: date,
        caller: AuditCaller(call.peer, call, notes), uid: Int(call.peer.userID), login: login,
        actorSid: notes.actor?.sid,
        method: type(of: request).name, outcome: AuditEntry.made, subject: subject,
        changes: difference.members.isEmpty ? nil : difference.members, traceId: call.trace.traceIDText,
        client: notes.client, session: notes.session)
    }
    return true
  }

  /// Against the object as it is now, nothing where it is gone, or else what was asked for.
  private func difference(
    _ notes: CallNotes, _ request: any Method, _ outcome: Any, besides subject: Subject
  ) throws -> Difference {
    if let after = outcome as? any Listed {
      return try Difference(from: notes.before, to: after, besides: subject)
    }
    if outcome is NoContent, let before = notes.before {
      return try Difference(from: before, to: nil, besides: subject)
    }
    return try Difference(from: notes.before, to: request, isPartial: true, besides: subject)
  }
}

extension AuditCaller {
  /// - Parameter call: `nil` where it was refused before it was one.
  init(_ peer: Peer, _ call: Call?, _ notes: CallNotes) {
    guard call?.credential == nil else {
      self = .client
      return
    }
    self =
      switch PeerKind(peer.callers) {
      case .operators: .operator
      case .suite: .service
      case .others: notes.actor == nil ? .stranger : .person
      }
  }
}
