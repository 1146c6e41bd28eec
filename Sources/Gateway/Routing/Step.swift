import JSON
import NIOCore
import RPC
import SocketTransport
import WireProtocol

/// What comes next on the way to an answer. All steps are taken on the event loop of the connection, none as a task.
enum Step: Sendable {
  case answer(Answer)
  case ask(Question)
  case read(KeptDocument, for: HTTPRequest, then: @Sendable (KeptDocument.Outcome) -> Step)
}

/// A request to one of the services, and what is made of the outcome.
struct Question: Sendable {
  let service: SocketClient
  let request: OutgoingRequest
  let then: @Sendable (Result<JSONValue, ServiceError>) -> Step
}

extension Step {
  /// Goes on until there is an answer.
  func finish(on loop: any EventLoop, _ completion: @escaping (Answer) -> Void) {
    switch self {
    case .answer(let answer): completion(answer)
    case .ask(let question):
      question.service.exchangeOnLoop(question.request) { outcome in
        question.then(outcome).finish(on: loop, completion)
      }
    case .read(let document, let request, let then):
      document.read(for: request) { then($0).finish(on: loop, completion) }
    }
  }
}
