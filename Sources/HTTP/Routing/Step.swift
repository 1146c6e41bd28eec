package import JSON
import NIOCore
package import RPC
package import SocketTransport
package import WireProtocol

/// What comes next on the way to an answer. All steps are taken on the event loop of the connection, none as a task.
package enum Step: Sendable {
  case answer(Answer)
  case ask(Question)
  /// Something else is to be awaited; what comes next is told on the event loop.
  case await(@Sendable (_ next: @escaping (Step) -> Void) -> Void)
}

/// A request to one of the services, and what is made of the outcome.
package struct Question: Sendable {
  package let service: SocketClient
  package let request: OutgoingRequest
  /// Who asks, as it calls itself; `nil` where it does not.
  package let client: AppSID?
  package let then: @Sendable (Result<JSONValue, ServiceError>) -> Step

  package init(
    service: SocketClient, request: OutgoingRequest, client: AppSID? = nil,
    then: @escaping @Sendable (Result<JSONValue, ServiceError>) -> Step
  ) {
    self.service = service
    self.request = request
    self.client = client
    self.then = then
  }
}

extension Step {
  /// Who asks, where the next step is a question.
  var client: AppSID? { if case .ask(let question) = self { question.client } else { nil } }

  /// Goes on until there is an answer.
  func finish(on loop: any EventLoop, _ completion: @escaping (Answer) -> Void) {
    switch self {
    case .answer(let answer): completion(answer)
    case .ask(let question):
      question.service.exchangeOnLoop(question.request) { outcome in
        question.then(outcome).finish(on: loop, completion)
      }
    case .await(let start): start { $0.finish(on: loop, completion) }
    }
  }
}
