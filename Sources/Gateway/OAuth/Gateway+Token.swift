import JSON
import NIOCore
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  var tokenRoutes: [HTTPRoute] { [HTTPRoute(.POST, "/v2/token", .token, token)] }

  /// RFC 6749 section 4.4: the client-credentials grant.
  private func token(_ request: HTTPRequest) throws -> Step {
    let form = try Form(request)
    let client = try ClientCredentials(request, form)
    guard let grant = form["grant_type"] else { throw RequestFault(.badRequest, "grant_type is missing") }
    var params = JSONObjectWriter(capacity: 512)
    client.write(to: &params)
    params.write("grant_type", grant)
    if let scope = form["scope"] { params.write("scope", scope) }
    return ask(TokensIssue.self, params.finish(), for: request) { .answer(Answer(.ok, json: $0.text)) }
  }

  /// Asks the issuer on a client's behalf, and relays a refusal.
  func ask<M: Method>(
    _ method: M.Type, _ params: [UInt8], for request: HTTPRequest,
    then: @escaping @Sendable (JSONValue) -> Step
  ) -> Step {
    .ask(
      Question(
        service: tokenIssuer,
        request: OutgoingRequest(
          method: M.name, params: params, meta: Meta(traceparent: request.trace.child()), isChange: M.effect.isChange)
      ) { outcome in
        switch outcome {
        case .success(let result): then(result)
        case .failure(let error): .answer(Answer(error))
        }
      })
  }
}
