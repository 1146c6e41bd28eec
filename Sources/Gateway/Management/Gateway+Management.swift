import HTTP
import JSON
import NIOCore
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  /// The management of apps and API keys. All of it is done by the registry, with the right of whoever asks.
  var managementRoutes: [DescribedRoute] { appRoutes + keyRoutes }

  /// A route that puts what a request gives to the registry, with the credential that it shows.
  /// - Parameters:
  ///   - members: Reads the request, once it has shown a credential.
  ///   - answer: Makes an answer of the registry's.
  func managing<M: Method>(
    _ verb: HTTPMethod, _ path: String, _ description: RouteDescription, by method: M.Type,
    _ members: @escaping @Sendable (HTTPRequest) throws -> GivenMembers,
    _ answer: @escaping @Sendable (JSONValue, HTTPRequest) throws -> Answer
  ) -> DescribedRoute {
    let known = Set(JSONSchema.describe(M.self).members.map(\.name))
    return DescribedRoute(verb, path, description) { request in
      let credential = try request.callerCredential()
      let meta = Meta(
        traceparent: request.trace.child(), idempotencyKey: try request.idempotencyKey(), credential: credential)
      var given = try members(request)
      if let sid = request.parameters.first { given.give("sid", text: String(sid)) }
      let question = OutgoingRequest(M.self, params: given.params(of: known), meta: meta)
      return .ask(
        Question(service: appRegistry, request: question) { [given] outcome in
          switch outcome {
          case .success(let result):
            do { return .answer(try answer(result, request)) } catch { return .answer(Answer(error)) }
          case .failure(let error):
            var refusal = Answer(HTTPError(error, to: credential, told: given.told(error)))
            if error.code == .invalidClient { refusal.guess = credential.guess }
            return .answer(refusal)
          }
        })
    }
  }
}

extension CallerCredential {
  /// What a refusal says was guessed; a token is not a secret that anybody guesses.
  fileprivate var guess: WrongGuess? {
    switch self {
    case .apiKey(let sid, let secret): WrongGuess(client: sid.text, secret: secret)
    case .account(let sid, let secret): WrongGuess(client: sid.text, secret: secret)
    case .token: nil
    }
  }
}

extension GivenMembers {
  /// Of a request that says all in its path.
  @Sendable static func none(_ request: HTTPRequest) -> GivenMembers { GivenMembers() }
}

extension Answer {
  @Sendable static func relayed(_ result: JSONValue, _ request: HTTPRequest) -> Answer {
    Answer(.ok, json: result.text)
  }

  @Sendable static func done(_ result: JSONValue, _ request: HTTPRequest) -> Answer { Answer(.noContent) }
}
