package import WireProtocol

/// A finished request, as log and metrics see it.
package struct Completion: Sendable {
  /// `nil` where no method was recognised.
  package let method: Route?
  package let peer: Peer
  /// `nil` where the request was refused before it was a call.
  package let call: Call?
  package let duration: Duration
  package let failure: ServiceError?
  /// What the caller is not told about an internal error.
  package let detail: String?
  private let messages: Subject

  /// What a change or a failure is about.
  package var subject: Subject { messages.adding(notes.subject) }
  /// What the handler of a change told about it.
  package var notes: CallNotes { call?.notes ?? CallNotes() }

  init(
    _ exchange: Dispatcher.Exchange, _ outcome: Result<[UInt8], any Error>, _ messages: Subject, duration: Duration
  ) {
    method = exchange.route
    peer = exchange.peer
    call = exchange.call
    self.duration = duration
    self.messages = messages
    guard case .failure(let error) = outcome else {
      failure = nil
      detail = nil
      return
    }
    failure = error.asRefusal
    detail = error is ServiceError ? nil : String(describing: error)
  }
}
