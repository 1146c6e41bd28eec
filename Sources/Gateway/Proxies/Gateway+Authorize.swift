import HTTP
import JSON
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  /// Decisions for proxies: 200 is yes, 401 and 403 are no, and a 5xx where none can be had. Proxies take every other
  /// status for a fault of their own.
  var authorizeRoutes: [DescribedRoute] {
    let path = OriginalRequest.authorizePath
    // A catalogue may have any method.
    return [
      DescribedRoute(.GET, path, .authorize, authorize), DescribedRoute(.POST, path, .authorize, authorize),
      DescribedRoute(nil, "\(path)/{request...}", .authorizeItself, authorize),
    ]
  }

  private func authorize(_ request: HTTPRequest) -> Step {
    do throws(RequestFault) {
      let original = try OriginalRequest(request)
      return decide(request, original, resource: try request.field("X-OAuth-Resource"))
    } catch { return .answer(Answer(RequestFault(.forbidden, error.reason))) }
  }

  /// - Parameter resource: The API, where the proxy names it.
  private func decide(_ request: HTTPRequest, _ original: OriginalRequest, resource: String?) -> Step {
    let refuse: @Sendable (Refusal) -> Step = { refusal in
      if let resource { return .answer(refusal.answer(at: ProtectedResource(resource))) }
      return protectedResources(for: request) {
        .answer(refusal.answer(at: ProtectedResource.serving(original, among: $0)))
      }
    }
    let credential = ShownCredential(request)
    var params = JSONObjectWriter(capacity: 1_536)
    switch credential {
    case .nothing: return refuse(.nothingShown)
    case .unusable: return refuse(.unauthenticated(reason: ShownCredential.expectation))
    case .token(let token): params.write("token", token.revealed)
    case .key(let sid, let secret):
      params.write("api_key", sid.text)
      params.write("secret", secret.revealed)
    }
    params.write("method", original.method)
    params.write("host", original.host)
    params.write("path", original.target)
    params.write("tell_scope", true)
    if let resource { params.write("resource", resource) }
    let question = OutgoingRequest(
      TokensAuthorize.self, params: params.finish(), meta: Meta(traceparent: request.trace.child()))
    return .ask(
      Question(service: tokenIssuer, request: question) { outcome in
        switch ProxyDecision(outcome, on: credential) {
        case .allowed(let reply): .answer(Answer(allowing: reply))
        case .refused(let refusal): refuse(refusal)
        case .undecided(let error): .answer(.unavailable(error.message))
        }
      })
  }
}
