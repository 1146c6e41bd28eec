import Synchronization
package import WireProtocol

/// What is known of a change beside what its messages say, for the log and for the audit trail.
package struct CallNotes: Sendable {
  /// The parameters, once they are read.
  package var request: (any Method)?
  package var subject = Subject()
  /// What is changed, as it was before.
  package var before: (any Encodable & Sendable)?
  /// The person who acts, and what people call that person.
  package var actor: (sid: UserSID, name: String)?
  /// Whose credential the gateway has passed on, once it is known to be genuine.
  package var client: ClientID?
  /// The session that the call is made in.
  package var session: SessionSID?
  /// The login name of the process that calls, if it was looked up.
  package var login: String?
  /// Whether all was already as it was asked to be.
  package var isVoid = false
  /// Whether the audit trail has it.
  package var isAudited = false
}

/// Where a call's notes are put. Only a call that changes something has such a place: what only reads is to cost
/// nothing for the log's sake.
final class Notebook: Sendable {
  private let state = Mutex(CallNotes())

  var notes: CallNotes { state.withLock(\.self) }

  func change(_ body: (inout CallNotes) -> Void) {
    state.withLock { body(&$0) }
  }
}

extension Call {
  package var notes: CallNotes { notebook?.notes ?? CallNotes() }

  /// Tells what the call is about, where its messages don't say.
  package func note(_ value: some SubjectPart) {
    notebook?.change { $0.subject.add(value) }
  }

  /// Tells what the call is about, as another service's reply says.
  package func note(subjectOf message: some Encodable & Sendable) {
    notebook?.change { $0.subject = $0.subject.adding(Subject(of: message)) }
  }

  /// Tells as which person the registry knows the caller.
  package func note(actor user: User) {
    notebook?.change { $0.actor = (user.sid, user.friendlyName.text) }
  }

  /// Tells whose credential the caller has shown.
  package func note(client: ClientID) {
    notebook?.change { $0.client = client }
  }

  /// Tells in whose session the call is made.
  func note(session holder: SessionHolder) {
    notebook?.change {
      $0.session = holder.sid
      $0.login = holder.login
      if let user = holder.user { $0.actor = (user.sid, user.friendlyName.text) }
    }
  }

  /// Tells what a change finds, so that the audit trail can tell what it makes of that.
  package func note(before object: some Encodable & Sendable) {
    notebook?.change {
      $0.before = object
      $0.subject = $0.subject.adding(Subject(of: object))
    }
  }

  package func note(login: String) {
    notebook?.change { $0.login = login }
  }

  /// Tells that nothing had to be changed.
  package func noteNothingChanged() {
    notebook?.change { $0.isVoid = true }
  }

  /// The change is carried out from its beginning: what was told of an attempt before may be wrong.
  package func noteNewAttempt() {
    notebook?.change { $0.isVoid = false }
  }

  package func noteAudited() {
    notebook?.change { $0.isAudited = true }
  }

  func note(request: some Method) {
    notebook?.change { $0.request = request }
  }
}
