import HTTP
import JSON
import NIOCore
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  /// Puts a client's request to the issuer, which authenticates the client in the same call.
  /// - Parameter members: Writes the parameters beside those that the client authenticates by.
  func ask<M: Method & ClientAuthentication>(
    _ method: M.Type, as client: ClientCredentials, for request: HTTPRequest,
    _ members: (inout JSONObjectWriter) -> Void, then: @escaping @Sendable (JSONValue) -> Answer
  ) -> Step {
    var params = JSONObjectWriter(capacity: 512)
    client.write(to: &params)
    members(&params)
    let question = OutgoingRequest(
      M.self, params: params.finish(), meta: Meta(traceparent: request.trace.child()), worksOnce: client.worksOnce)
    return .ask(
      Question(service: tokenIssuer, request: question, client: client.claimed.flatMap { AppSID($0) }) { outcome in
        var answer: Answer
        switch outcome {
        case .success(let result): answer = then(result)
        case .failure(let error):
          answer = Answer(HTTPError(error, of: client))
          if answer.status == .unauthorized { answer.guess = client.guess }
        }
        answer.client = client.name
        return .answer(answer)
      })
  }
}

extension ClientCredentials {
  /// RFC 7523 section 3: an assertion's `jti` is good for one request.
  fileprivate var worksOnce: Bool { if case .assertion = self { true } else { false } }

  /// What the client calls itself; `nil` where only the assertion says.
  fileprivate var name: String? {
    switch self {
    case .secret(let client, _): client
    case .assertion(let client, _, _): client
    }
  }

  /// Whose share of the requests at work it takes. An assertion alone says so as well, though nobody has verified it
  /// yet: anybody may name any client by a `client_id`, too.
  fileprivate var claimed: String? {
    guard case .assertion(nil, _, let assertion) = self else { return name }
    return UnverifiedClaims(assertion.revealed)?["sub"]?.string
  }

  /// What a refusal says was guessed. Assertions that name their client themselves are counted as one client's.
  fileprivate var guess: WrongGuess {
    switch self {
    case .secret(let client, let secret): WrongGuess(client: client, secret: secret)
    case .assertion(let client, _, let assertion): WrongGuess(client: client ?? "", secret: assertion)
    }
  }
}

extension HTTPError {
  /// What the issuer refuses a client. Whatever can't be an id, a secret or an assertion authenticates nobody, and is
  /// refused in the words for what is only wrong.
  fileprivate init(_ error: ServiceError, of client: ClientCredentials) {
    let isOfNobody = error.code == .invalidParams && Self.partsOfCredentials.contains(error.path ?? "")
    self.init(isOfNobody ? .clientNotAuthenticated : error)
    if case .assertion = client, status == .unauthorized { code = ProviderCode.invalidAssertion }
  }

  private static let partsOfCredentials: Set<String> = [
    "client_id", "client_secret", "client_assertion", "client_assertion_type",
  ]
}
