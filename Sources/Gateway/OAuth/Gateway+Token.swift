import JSON
import NIOCore
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  var tokenRoutes: [HTTPRoute] {
    (paths(of: .token) + paths(of: .formerToken)).map { HTTPRoute(.POST, $0, .token, token) }
  }

  /// RFC 6749 section 4.4: the client-credentials grant. In the query `account_sid`, if it is there, must be the
  /// client's own account.
  private func token(_ request: HTTPRequest) throws -> Step {
    let form = try Form(request, repeatable: ["resource"])
    let client = try ClientCredentials(request, form)
    guard let grant = form["grant_type"] else { throw HTTPError.noGrantType }
    let account = try request.query.map { query throws(RequestFault) in try Form(query.utf8) }?["account_sid"]
    return ask(TokensIssue.self, as: client, for: request) { params in
      params.write("grant_type", grant)
      if let scope = form["scope"] { params.write("scope", scope) }
      let resources = form.values(of: "resource")
      if !resources.isEmpty { params.write("resource", resources) }
      if let account { params.write("account_sid", account) }
    } then: { reply in
      Answer(.ok, json: reply.text)
    }
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

extension HTTPError {
  fileprivate static let noGrantType = HTTPError(
    status: .badRequest, error: "invalid_request", message: "grant_type is missing; it is client_credentials",
    code: ProviderCode.invalidGrantType)
}
