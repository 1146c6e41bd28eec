import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var introspectionRoutes: [DescribedRoute] {
    paths(of: .introspection).map { DescribedRoute(.POST, $0, .introspection, introspect) }
  }

  /// RFC 7662; the answer is signed where that is asked for (RFC 9701). `resource` names the API that asks, to which a
  /// token for others is not active.
  private func introspect(_ request: HTTPRequest) throws -> Step {
    let form = try Form(request)
    let client = try ClientCredentials(request, form)
    let token = try form.token()
    let members = { (params: inout JSONObjectWriter) in
      params.write("token", token)
      if let resource = form["resource"] { params.write("resource", resource) }
    }
    guard request.accepts(Self.signedIntrospection) else {
      return ask(TokensIntrospect.self, as: client, for: request, members) { Answer(.ok, json: $0.text) }
    }
    return ask(TokensIntrospectJWT.self, as: client, for: request, members) { reply in
      Answer(.ok, uncached: Self.signedIntrospection, (reply["jwt"]?.string ?? "").utf8)
    }
  }

  private static let signedIntrospection = "application/token-introspection+jwt"
}

extension Form {
  /// What introspection and revocation are about. A `token_type_hint` is not looked at: there is one type.
  /// - Throws: ``RequestFault`` where it is missing.
  func token() throws(RequestFault) -> String {
    guard let token = self["token"] else { throw RequestFault(.badRequest, "token is missing") }
    // The issuer takes no text that is longer than any token; it is as good as another that is none.
    return token.utf8.count <= Sensitive.maximumLength ? token : "-"
  }
}
