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
      outcome = .success(try MessageWriter.json(reply))
      subject = isLogged ? Subject(of: request, reply) : Subject()
    } catch {
      outcome = .failure(error)
      subject = Subject(of: request)
    }
  }

  /// - Parameter refusal: Why the request did not reach its handler.
  init(refusal: any Error) {
    outcome = .failure(refusal)
    subject = Subject()
  }
}
