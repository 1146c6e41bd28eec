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

  private let routes: [String: Route]
  private let workload: Workload
  private let heldRefusals: Workload
  private let pause: Pause
  private let observe: @Sendable (Completion) -> Void

  /// - Parameters:
  ///   - shares: How many requests of whom may wait for something at a time; more are refused, so that those go on at
  ///     full speed.
  ///   - observe: Told of each finished request, for log and metrics.
  ///   - pause: Holds a ``HeldRefusal`` back.
  package init(
    _ routes: [Route], shares: Shares = Shares(), observe: @escaping @Sendable (Completion) -> Void = { _ in },
    pause: @escaping Pause = { try? await Task.sleep(for: $0) }
  ) {
    self.routes = Dictionary(routes.map { ($0.name, $0) }) { first, _ in first }
    workload = Workload(of: "requests that wait", shares.waitingRequests, reserve: shares.urgentRequests)
    heldRefusals = Workload(of: "refusals held back", shares.heldRefusals)
    self.pause = pause
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
      return .answered(finish(exchange, .failure(error.error)))
    }
  }

  private func answer(_ request: ReceivedRequest, _ opened: Exchange) -> Receipt {
    var exchange = opened
    do {
      let route = try route(for: request)
      exchange.route = route
      let call = try Call(peer: exchange.peer, meta: request.meta, now: exchange.start)
      exchange.call = call
      try route.admit(call)
      switch try route.answer(request.params, call) {
      case .ready(let result): return .answered(finish(exchange, .success(result)))
      case .later(let result): return try wait(for: result, exchange, isUrgent: route.takesAway)
      }
    } catch let refusal as HeldRefusal {
      return .pending { [exchange] in await hold(refusal, exchange) }
    } catch {
      return .answered(finish(exchange, .failure(error)))
    }
  }

  private func wait(
    for result: @escaping @Sendable () async throws -> [UInt8], _ exchange: Exchange, isUrgent: Bool
  ) throws(ServiceError) -> Receipt {
    let user = PeerUser(exchange.peer)
    try workload.begin(for: user, isUrgent: isUrgent)
    return .pending {
      let outcome: Result<[UInt8], any Error>
      do { outcome = .success(try await result()) } catch { outcome = .failure(error) }
      workload.end(for: user)
      if case .failure(let refusal as HeldRefusal) = outcome { return await hold(refusal, exchange) }
      return finish(exchange, outcome)
    }
  }

  /// Holds a refusal back. Meanwhile the request takes no place from those that wait for something.
  private func hold(_ held: HeldRefusal, _ exchange: Exchange) async -> Reply {
    let user = PeerUser(exchange.peer)
    do { try heldRefusals.begin(for: user) } catch { return finish(exchange, .failure(error)) }
    await pause(held.duration)
    heldRefusals.end(for: user)
    return finish(exchange, .failure(held.refusal))
  }

  private func route(for request: ReceivedRequest) throws(ServiceError) -> Route {
    guard let route = routes[request.method] else {
      throw ServiceError(
        .methodNotFound, "no method \(String(reflecting: request.method.shortened())); rpc.discover lists what there is"
      )
    }
    return route
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
