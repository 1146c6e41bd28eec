import RPC
import Synchronization
import WireProtocol

/// What a service writes down of changes (R21): each that was made in the transaction that makes it, those that were
/// refused in sum.
///
/// Each entry names the hash of the one before. So what is altered, removed or put in by whoever does not make all
/// later entries anew is found; and who does, or cuts the end off, is found by the checkpoints in the journal. The
/// chain has no key: it says nothing against somebody who can write both the database and the journal.
final class AuditTrail: Sendable {
  let service: ServiceName
  let settings: AuditSettings
  private let logins = LoginNames()
  private let refusals = Mutex(RefusalTally())

  init(service: ServiceName, _ settings: AuditSettings) {
    self.service = service
    self.settings = settings
  }

  /// What is going to be written of the change that this task carries out for a caller; `nil` where there is none, or
  /// it is written already.
  func draft() async -> AuditDraft? {
    guard let call = Call.underWay else { return nil }
    let notes = call.notes
    guard !notes.isAudited else { return nil }
    let now = settings.clock()
    var login = notes.login
    if login == nil { login = await logins.name(of: call.peer, at: now) }
    return AuditDraft(service: service, call: call, login: login, date: now)
  }

  /// Counts what was refused and is to be told. It is written later.
  func count(_ completion: Completion) {
    guard completion.method?.auditsRefusals == true, let failure = completion.failure, failure.isRefusal else { return }
    let refusal = Refusal(completion, failure, at: settings.clock())
    refusals.withLock { $0.count(refusal) }
  }

  /// Whether there are refusals that are not written yet.
  var hasRefusals: Bool { refusals.withLock { !$0.isEmpty } }

  /// Takes out the refusals that are to be written by now.
  /// - Parameter isLast: Whether that is all that there are.
  func dueRefusals(isLast: Bool) async -> [RefusalSum] {
    let now = settings.clock()
    var sums = refusals.withLock { $0.takeDue(at: now, isLast: isLast) }
    for index in sums.indices {
      guard let peer = sums[index].peer else { continue }
      sums[index].login = await logins.name(of: peer, at: now)
    }
    return sums
  }

  /// Refusals that could not be written are written the next time.
  func putBack(_ sums: [RefusalSum]) {
    refusals.withLock { $0.putBack(sums) }
  }
}

extension ServiceError {
  /// Whether the caller, not the service, is to blame.
  fileprivate var isRefusal: Bool { ![.internalError, .unavailable, .deadlineExceeded].contains(code) }
}
