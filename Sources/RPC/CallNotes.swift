import Synchronization
package import WireProtocol

/// What a handler tells the log about a change beside what its messages say.
package struct CallNotes: Sendable {
  package var subject = Subject()
  /// The person who acts, and what people call that person.
  package var actor: (sid: UserSID, name: String)?
  /// Whether all was already as it was asked to be.
  package var isVoid = false
}

/// Where a handler puts its notes. Only a call that changes something has such a place: what only reads is to cost
/// nothing for the log's sake.
final class Notebook: Sendable {
  private let state = Mutex(CallNotes())

  var notes: CallNotes { state.withLock(\.self) }

  func change(_ body: (inout CallNotes) -> Void) {
    state.withLock { body(&$0) }
  }
}

extension Call {
  /// Tells what the call is about, where its messages don't say.
  package func note(_ value: some SubjectPart) {
    notebook?.change { $0.subject.add(value) }
  }

  /// Tells as which person the registry knows the caller.
  package func note(actor user: User) {
    notebook?.change { $0.actor = (user.sid, user.friendlyName.text) }
  }

  /// Tells that nothing had to be changed.
  package func noteNothingChanged() {
    notebook?.change { $0.isVoid = true }
  }
}
