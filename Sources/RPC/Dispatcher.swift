import JSON
package import WireProtocol

/// Turns messages into replies: takes the request apart, applies the access rule, runs the handler. Knows no transport.
package struct Dispatcher: Sendable {
  /// A message is either answered already or needs to wait.
  package enum Receipt: Sendable {
    case answered(Reply)
    case pending(@Sendable () async -> Reply)
  }

  /// Waits for a duration. A test's returns at once.
  package typealias Pause = @Sendable (Duration) async -> Void

  /// Whoever hands messages over says that they have arrived.
  package let moments: Moments
  private let routes: RouteTable
  private let places: Places
  private let pause: Pause
  private let sessions: SessionCheck
  private let observe: @Sendable (Completion) -> Void

  /// - Parameters:
  ///   - moments: By which handlers know whether what they have looked at is still good.
  ///   - places: Of which requests take one that wait for something; more are refused, so that those go on at full
  ///     speed.
  ///   - observe: Told of each finished request, for log and metrics.
  ///   - pause: Holds a ``HeldRefusal`` back.
  ///   - sessions: Asked about each call that is made in a session.
  package init(
    _ routes: RouteTable, moments: Moments = Moments(), places: Places = Places(),
    observe: @escaping @Sendable (Completion) -> Void = { _ in },
    pause: @escaping Pause = { try? await Task.sleep(for: $0) }, sessions: @escaping SessionCheck = noSessions
  ) {
    self.routes = routes
    self.moments = moments
    self.sessions = sessions
    self.places = places
    self.pause = pause
    self.observe = observe
  }

  package init(
    _ routes: [Route], moments: Moments = Moments(), places: Places = Places(),
    observe: @escaping @Sendable (Completion) -> Void = { _ in },
    pause: @escaping Pause = { try? await Task.sleep(for: $0) }, sessions: @escaping SessionCheck = noSessions
  ) {
    self.init(
      RouteTable(routes), moments: moments, places: places, observe: observe, pause: pause, sessions: sessions)
  }

  /// No session works.
  package static let noSessions: SessionCheck = { _, _ in throw ServiceError.invalidSession(path: "meta.session") }

  /// Reads a message, once. What has to wait keeps nothing of it but the parameters as the method's type.
  package func receive(_ message: [UInt8], from peer: Peer) -> Receipt {
    let start = ContinuousClock.now
    do throws(ReceivedRequest.Rejection) {
      let request = try ReceivedRequest(message: message)
      return answer(request, Exchange(id: request.id, peer: peer, start: start))
    } catch {
      let exchange = Exchange(id: error.id, peer: peer, start: start)
      return .answered(finish(exchange, Answer(refusal: error.error)))
    }
  }

  private func answer(_ request: ReceivedRequest, _ opened: Exchange) -> Receipt {
    var exchange = opened
    do {
      let route = try routes.route(for: request)
      exchange.route = route
      let call = try Call(peer: exchange.peer, meta: request.meta, isChange: route.isChange, now: exchange.start)
      exchange.call = call
      if let session = call.session { return try wait(in: session, for: route, request.params, call, exchange) }
      try route.admit(call)
      switch try route.answer(request.params, call) {
      case .ready(let answer) where answer.heldRefusal != nil:
        return .pending { [exchange] in await finish(exchange, holding(answer, for: exchange.peer)) }
      case .ready(let answer): return .answered(finish(exchange, answer))
      case .later(let answer): return try wait(for: { try await $0.carryOut(answer) }, exchange)
      }
    } catch {
      return .answered(finish(exchange, Answer(refusal: error)))
    }
  }

  /// Finds out whose a session is; the rest goes by the rights that its user has now.
  private func wait(
    in session: Sensitive, for route: Route, _ params: JSONValue, _ call: Call, _ exchange: Exchange
  ) throws(ServiceError) -> Receipt {
    try wait(
      for: { [sessions] exchange in
        let call = call.made(by: try await sessions(session, call))
        exchange.call = call
        try route.admit(call)
        switch try route.answer(params, call) {
        case .ready(let answer): return answer
        case .later(let answer): return try await exchange.carryOut(answer)
        }
      }, exchange)
  }

  private func wait(
    for answer: @escaping @Sendable (inout Exchange) async throws -> Answer, _ opened: Exchange
  ) throws(ServiceError) -> Receipt {
    let user = PeerUser(opened.peer)
    try places.begin(opened.route, for: user)
    return .pending {
      var exchange = opened
      let known: Answer
      do { known = try await answer(&exchange) } catch { known = Answer(refusal: error) }
      places.end(opened.route, for: user)
      return await finish(exchange, holding(known, for: exchange.peer))
    }
  }

  /// Holds a refusal back that is to be. Meanwhile the request takes no place from those that wait for something.
  private func holding(_ answer: Answer, for peer: Peer) async -> Answer {
    guard let held = answer.heldRefusal else { return answer }
    let user = PeerUser(peer)
    do { try places.heldRefusals.begin(for: user) } catch { return answer.refused(with: error) }
    await pause(held.duration)
    places.heldRefusals.end(for: user)
    return answer.refused(with: held.refusal)
  }

  private func finish(_ exchange: Exchange, _ answer: Answer) -> Reply {
    let outcome = answer.outcome.flatMap { result in Result { try result.fittingFrame() } }
    let reply = Reply(id: exchange.id, outcome.mapError(\.asRefusal))
    observe(Completion(exchange, outcome, answer.subject, duration: .now - exchange.start))
    return reply
  }

  /// A request on its way to its reply.
  struct Exchange: Sendable {
    let id: RequestID?
    let peer: Peer
    let start: ContinuousClock.Instant
    var route: Route?
    var call: Call?

    /// What the handler changes is this call's doing.
    func carryOut(_ answer: @Sendable () async throws -> Answer) async throws -> Answer {
      guard route?.isChange == true, let call else { return try await answer() }
      return try await Call.$underWay.withValue(call, operation: answer)
    }
  }
}

extension Error {
  /// What the caller learns of an error.
  var asRefusal: ServiceError {
    self as? ServiceError ?? ServiceError(.internalError, "internal error; the service's log has the reason")
  }
}

extension [UInt8] {
  /// A result, if a frame can hold it.
  /// - Throws: `limit_exceeded`; only a list can become so long.
  fileprivate func fittingFrame() throws(ServiceError) -> [UInt8] {
    guard count <= Reply.longestResult else {
      throw ServiceError(
        .limitExceeded, "the reply would have \(count) bytes, more than a frame holds; ask for a smaller page_size")
    }
    return self
  }
}
