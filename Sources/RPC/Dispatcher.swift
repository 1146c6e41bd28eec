import JSON
package import WireProtocol

/// Turns messages into replies: takes the request apart, applies the access rule, runs the handler. Knows no transport.
package struct Dispatcher: Sendable {
  /// A message is either answered already or needs to wait.
  package enum Receipt: Sendable {
    case answered(Reply)
    case pending(@Sendable () async -> Reply)
  }

  private let routes: RouteTable
  private let workload: Workload
  private let observe: @Sendable (Completion) -> Void

  /// - Parameters:
  ///   - requestsAtWork: How many requests may wait for something at a time; more are refused, so that those go on at
  ///     full speed.
  ///   - observe: Told of each finished request, for log and metrics.
  package init(
    _ routes: RouteTable, requestsAtWork: Int = ConnectionLimits.requestsAtWork,
    observe: @escaping @Sendable (Completion) -> Void = { _ in }
  ) {
    self.routes = routes
    workload = Workload(limit: requestsAtWork)
    self.observe = observe
  }

  package init(
    _ routes: [Route], requestsAtWork: Int = ConnectionLimits.requestsAtWork,
    observe: @escaping @Sendable (Completion) -> Void = { _ in }
  ) {
    self.init(RouteTable(routes), requestsAtWork: requestsAtWork, observe: observe)
  }

  /// Reads a message, once. What has to wait keeps nothing of it but the parameters as the method's type.
  package func receive(_ message: [UInt8], from peer: Peer) -> Receipt {
    let start = ContinuousClock.now
    do throws(ReceivedRequest.Rejection) {
      let request = try ReceivedRequest(message: message)
      return answer(request, Exchange(id: request.id, peer: peer, start: start))
    } catch {
      let exchange = Exchange(id: error.id, peer: peer, start: start)
      return .answered(finish(exchange, .failure(error.error)))
    }
  }

  private func answer(_ request: ReceivedRequest, _ opened: Exchange) -> Receipt {
    var exchange = opened
    do {
      let route = try routes.route(for: request)
      exchange.route = route
      let call = try Call(peer: exchange.peer, meta: request.meta, now: exchange.start)
      exchange.call = call
      try route.admit(call)
      switch try route.answer(request.params, call) {
      case .ready(let result): return .answered(finish(exchange, .success(result)))
      case .later(let result): return try wait(for: result, exchange)
      }
    } catch {
      return .answered(finish(exchange, .failure(error)))
    }
  }

  private func wait(
    for result: @escaping @Sendable () async throws -> [UInt8], _ exchange: Exchange
  ) throws(ServiceError) -> Receipt {
    try workload.begin()
    return .pending {
      defer { workload.end() }
      do { return finish(exchange, .success(try await result())) } catch { return finish(exchange, .failure(error)) }
    }
  }

  private func finish(_ exchange: Exchange, _ outcome: Result<[UInt8], any Error>) -> Reply {
    let outcome = outcome.flatMap { result in Result { try result.fittingFrame() } }
    let reply = Reply(id: exchange.id, outcome.mapError(\.asRefusal))
    observe(Completion(exchange, outcome, duration: .now - exchange.start))
    return reply
  }

  /// A request on its way to its reply.
  fileprivate struct Exchange: Sendable {
    let id: RequestID?
    let peer: Peer
    let start: ContinuousClock.Instant
    var route: Route?
    var call: Call?
  }
}

extension Error {
  /// What the caller learns of an error.
  fileprivate var asRefusal: ServiceError {
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

  fileprivate init(_ exchange: Dispatcher.Exchange, _ outcome: Result<[UInt8], any Error>, duration: Duration) {
    method = exchange.route
    peer = exchange.peer
    call = exchange.call
    self.duration = duration
    guard case .failure(let error) = outcome else {
      failure = nil
      detail = nil
      return
    }
    failure = error.asRefusal
    detail = error is ServiceError ? nil : String(describing: error)
  }
}
