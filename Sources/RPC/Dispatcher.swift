import JSON
package import WireProtocol

/// Turns messages into replies: takes the request apart, applies the access rule, runs the handler. Knows no transport.
package struct Dispatcher: Sendable {
  /// A message is either answered already or needs to wait.
  package enum Receipt: Sendable {
    case answered(Reply)
    case pending(@Sendable () async -> Reply)
  }

  private let routes: [String: Route]
  private let workload: Workload
  private let observe: @Sendable (Completion) -> Void

  /// - Parameters:
  ///   - requestsAtWork: How many requests may wait for something at a time; more are refused, so that those go on at
  ///     full speed.
  ///   - observe: Told of each finished request, for log and metrics.
  package init(
    _ routes: [Route], requestsAtWork: Int = ConnectionLimits.requestsAtWork,
    observe: @escaping @Sendable (Completion) -> Void = { _ in }
  ) {
    self.routes = Dictionary(routes.map { ($0.name, $0) }) { first, _ in first }
    workload = Workload(limit: requestsAtWork)
    self.observe = observe
  }

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
      let route = try route(for: request)
      exchange.route = route
      let call = try Call(peer: exchange.peer, meta: request.meta, isChange: route.isChange, now: exchange.start)
      exchange.call = call
      try route.admit(call)
      switch try route.answer(request.params, call) {
      case .ready(let answer): return .answered(finish(exchange, answer))
      case .later(let answer): return try wait(for: answer, exchange)
      }
    } catch {
      return .answered(finish(exchange, Answer(refusal: error)))
    }
  }

  private func wait(
    for answer: @escaping @Sendable () async throws -> Answer, _ exchange: Exchange
  ) throws(ServiceError) -> Receipt {
    try workload.begin()
    return .pending {
      defer { workload.end() }
      do { return finish(exchange, try await answer()) } catch { return finish(exchange, Answer(refusal: error)) }
    }
  }

  private func route(for request: ReceivedRequest) throws(ServiceError) -> Route {
    guard let route = routes[request.method] else {
      throw ServiceError(
        .methodNotFound, "no method \(request.method.quoted); rpc.discover lists what there is"
      )
    }
    return route
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
