import FoundationEssentials
import Synchronization
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

    func decoded<M: Method>(as method: M.Type) throws -> M { try JSONDecoder().decode(method, from: request.params) }
  }

  private struct State {
    var script: [String: [Result<Data, ServiceError>]] = [:]
    var received: [Received] = []
  }

  private let state = Mutex(State())

  var received: [Received] { state.withLock(\.received) }

  func answer<M: Method>(_ method: M.Type, _ reply: M.Reply) throws {
    answer(M.name, json: String(decoding: try JSONEncoder.wire.encode(reply), as: UTF8.self))
  }

  func answer(_ method: String, json: String) {
    state.withLock { $0.script[method, default: []].append(.success(Data(json.utf8))) }
  }

  func refuse(_ method: String, _ error: ServiceError) {
    state.withLock { $0.script[method, default: []].append(.failure(error)) }
  }

  fileprivate func exchange(_ received: Received) throws(ServiceError) -> Data {
    try state.withLock { state -> Result<Data, ServiceError> in
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

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> Data {
    try services.exchange(ScriptedServices.Received(socket: socket, service: service, request: request))
  }
}
