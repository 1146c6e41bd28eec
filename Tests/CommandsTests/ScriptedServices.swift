import FoundationEssentials
import JSON
import RPC
import Synchronization
import TestSupport
import WireProtocol

@testable import Commands

/// The three services as a test scripts them: each method answers in turn what it was told to, the last answer again
/// and again.
final class ScriptedServices: Sendable {
  struct Received: Sendable {
    let socket: String
    let service: ServiceName
    let request: OutgoingRequest

    var params: String { String(decoding: request.params, as: UTF8.self) }

    func decoded<M: Method>(as method: M.Type) throws -> M { try Wire.value(method, request.params) }
  }

  private struct State {
    var script: [String: [Result<JSONValue, ServiceError>]] = [:]
    var received: [Received] = []
    var hanging: Set<String> = []
  }

  private let state = Mutex(State())

  var received: [Received] { state.withLock(\.received) }

  func answer<M: Method>(_ method: M.Type, _ reply: M.Reply) throws {
    answer(M.name, json: try Wire.text(reply))
  }

  func answer(_ method: String, json: String) {
    state.withLock { $0.script[method, default: []].append(.success((try? Wire.document(json.utf8)) ?? .emptyObject)) }
  }

  func refuse(_ method: String, _ error: ServiceError) {
    state.withLock { $0.script[method, default: []].append(.failure(error)) }
  }

  /// A method that is never answered: the call ends when it is given up.
  func hang(_ method: String) {
    state.withLock { _ = $0.hanging.insert(method) }
  }

  fileprivate func exchange(_ received: Received) async throws(ServiceError) -> JSONValue {
    if state.withLock({ $0.hanging.contains(received.request.method) }) {
      state.withLock { $0.received.append(received) }
      try? await Task.sleep(for: .seconds(86_400))
      throw ServiceError(.unavailable, "given up")
    }
    return try state.withLock { state -> Result<JSONValue, ServiceError> in
      state.received.append(received)
      guard let answers = state.script[received.request.method], let next = answers.first else {
        return .failure(ServiceError(.methodNotFound, "no method \(received.request.method)"))
      }
      if answers.count > 1 { state.script[received.request.method]?.removeFirst() }
      return next
    }.get()
  }
}

/// A line to scripted services.
struct ScriptedTransport: Transport {
  let services: ScriptedServices
  let socket: String
  let service: ServiceName

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    try await services.exchange(ScriptedServices.Received(socket: socket, service: service, request: request))
  }
}
