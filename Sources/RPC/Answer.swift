import WireProtocol

/// What came of a request.
struct Answer: Sendable {
  /// The result as JSON.
  let outcome: Result<[UInt8], any Error>
  /// What the messages say the call is about. Empty where nothing is logged.
  let subject: Subject

  init<M: Method>(to request: M, isLogged: Bool, _ reply: Result<M.Reply, any Error>) {
    do {
      let reply = try reply.get()
      outcome = .success(try M.json(of: reply))
      subject = isLogged ? Subject(of: request, reply) : Subject()
    } catch {
      outcome = .failure(error)
      subject = Subject(of: request)
    }
  }

  /// - Parameter reply: As it is sent.
  init<M: Method>(to request: M, isLogged: Bool, encoded reply: Result<[UInt8], any Error>) {
    if case .success = reply, !isLogged { self.init(reply, Subject()) } else { self.init(reply, Subject(of: request)) }
  }

  /// - Parameter refusal: Why the request did not reach its handler.
  init(refusal: any Error) {
    outcome = .failure(refusal)
    subject = Subject()
  }

  private init(_ outcome: Result<[UInt8], any Error>, _ subject: Subject) {
    self.outcome = outcome
    self.subject = subject
  }

  /// The refusal that the caller is to get later, if it is one.
  var heldRefusal: HeldRefusal? {
    guard case .failure(let held as HeldRefusal) = outcome else { return nil }
    return held
  }

  /// The same with the refusal that the caller gets.
  func refused(with error: any Error) -> Answer { Answer(.failure(error), subject) }
}
