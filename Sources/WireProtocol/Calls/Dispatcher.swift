package import FoundationEssentials
import JSON

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

  package func receive(_ message: Data, from peer: Peer) -> Receipt {
    let start = ContinuousClock.now
    let request: Request
    do throws(Request.Rejection) { request = try Request(message: message) } catch {
      observe(Completion(method: nil, peer: peer, call: nil, duration: .now - start, failure: error.error, detail: nil))
      return .answered(Reply(id: error.id, .failure(error.error)))
    }
    var route: Route?
    var call: Call?
    do throws(ServiceError) {
      let found = try self.route(for: request)
      route = found
      let admitted = try Call(peer: peer, meta: request.meta, now: start)
      call = admitted
      try found.admit(admitted)
      return run(found, request, admitted, start)
    } catch {
      return .answered(finish(request, route, peer, call, start, .failure(error)))
    }
  }

  private func run(_ route: Route, _ request: Request, _ call: Call, _ start: ContinuousClock.Instant) -> Receipt {
    do {
      switch try route.answer(request.params, call) {
      case .ready(let result): return .answered(finish(request, route, call.peer, call, start, .success(result)))
      case .later(let result):
        try workload.begin()
        return .pending {
          defer { workload.end() }
          let outcome: Result<Data, any Error>
          do { outcome = .success(try await result()) } catch { outcome = .failure(error) }
          return finish(request, route, call.peer, call, start, outcome)
        }
      }
    } catch {
      return .answered(finish(request, route, call.peer, call, start, .failure(error)))
    }
  }

  private func route(for request: Request) throws(ServiceError) -> Route {
    guard let route = routes[request.method] else {
      throw ServiceError(
        .methodNotFound, "no method \(String(reflecting: request.method.shortened())); rpc.discover lists what there is"
      )
    }
    return route
  }

  private func finish(
    _ request: Request, _ route: Route?, _ peer: Peer, _ call: Call?, _ start: ContinuousClock.Instant,
    _ outcome: Result<Data, any Error>
  ) -> Reply {
    let outcome = outcome.flatMap { result in Result { try Reply.checked(result) } }
    let told = outcome.mapError {
      $0 as? ServiceError ?? ServiceError(.internalError, "internal error; the service's log has the reason")
    }
    var failure: ServiceError?
    var detail: String?
    if case .failure(let error) = outcome {
      failure = error as? ServiceError
      detail = failure == nil ? String(describing: error) : nil
    }
    if case .failure(let error) = told { failure = error }
    observe(Completion(method: route, peer: peer, call: call, duration: .now - start, failure: failure, detail: detail))
    return Reply(id: request.id, told)
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
}
