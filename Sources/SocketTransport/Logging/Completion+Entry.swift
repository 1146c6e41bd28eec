import Logging
import RPC
import WireProtocol

// The log's entry about a finished request.
extension Completion {
  /// A deadline that passes sooner was the caller's own choice.
  private static let reasonablePatience = Duration.seconds(5)
  /// What monitors ask all day, whatever they set in their trace.
  private static let routine = Set(serviceMethods.descriptions.map(\.name))

  /// Changes and refusals are worth a line; a read only where its caller asked for a trace.
  var logLevel: Logger.Level {
    // Why a service can't work is told once, not with each call.
    if method?.isStandIn == true { return .debug }
    if let failure { return isFault(failure) ? .error : .notice }
    if isChange { return notes.isVoid ? .debug : .info }
    guard call?.trace.isSampled == true, let method else { return .debug }
    return Self.routine.contains(method.name) ? .debug : .info
  }

  /// Whether nothing may keep the entry from being written: a change that was made, and whatever operators cause.
  /// Anything else a caller can cause as often as it likes.
  var isAlwaysWritten: Bool {
    failure == nil && isChange || peer.callers.contains(.operators)
  }

  var quotaSubject: EntryQuota.Subject { EntryQuota.Subject(method: methodName, outcome: outcome) }

  /// A sentence for people.
  var sentence: String {
    guard let failure else {
      guard let deed = method?.deed, !notes.isVoid else { return "\(methodName): done" }
      return "\(caller) \(deed.sentence(about: subject))"
    }
    let about = subject.description
    let request = method?.name ?? "what is no request"
    let what = about.isEmpty ? request : "\(request) of \(about)"
    let reason = ([failure.description] + (detail.map { [$0] } ?? [])).joined(separator: ": ")
    return (isFault(failure) ? "\(what) failed for \(caller)" : "\(caller) was refused \(what)")
      + ": \(reason.excerpt(Self.longestReason))"
  }

  private static let longestReason = 1024

  func metadata(microseconds: Int) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      "method": "\(methodName)", "outcome": "\(outcome)", "peer_uid": "\(peer.userID)", "peer_pid": "\(peer.processID)",
      "duration_us": "\(microseconds)",
    ]
    if let call { metadata["trace_id"] = "\(call.trace.traceIDText)" }
    if let actor = notes.actor { metadata["acting_user"] = "\(actor.sid)" }
    if let client = notes.client { metadata["client"] = "\(client)" }
    if let session = notes.session { metadata["acting_session"] = "\(session)" }
    for part in Subject.Part.allCases { metadata[part.rawValue] = subject[part].map { "\($0)" } }
    return kind.map { metadata.merging(.kind($0)) { $1 } } ?? metadata
  }

  private var isChange: Bool { method?.isChange == true }
  private var methodName: String { method?.name ?? "?" }
  private var outcome: String { failure?.code.symbol ?? "ok" }

  private var kind: EntryKind? {
    guard let failure else { return isChange ? .changeMade : nil }
    if isFault(failure) { return .requestFailed }
    if failure.code == .invalidClient { return .clientAuthenticationFailed }
    return isChange ? .changeRefused : .requestRefused
  }

  /// Whether the service, not the caller, is to blame.
  private func isFault(_ failure: ServiceError) -> Bool {
    failure.isOfService && (failure.code != .deadlineExceeded || duration >= Self.reasonablePatience)
  }

  /// Who it was: a person by SID and name, whoever has shown a credential to the gateway by the SID of
  /// its owner, a daemon of the suite, anybody else by user id.
  private var caller: String {
    if let actor = notes.actor { return "\(actor.sid) (\(actor.name.excerpt()))" }
    if let client = notes.client { return client.text }
    let peer = call?.peer ?? peer
    guard !peer.callers.contains(.operators),
      let service = ServiceName.allCases.map(Callers.service).first(where: peer.callers.contains)
    else { return "uid \(peer.userID)" }
    return service.description
  }
}
