import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var tokenRoutes: [DescribedRoute] {
    (paths(of: .token) + paths(of: .formerToken)).map { DescribedRoute(.POST, $0, .token, token) }
  }

  /// RFC 6749 section 4.4: the client-credentials grant. In the query `account_sid`, if it is there, must be the
  /// client's own account.
  private func token(_ request: HTTPRequest) throws -> Step {
    let form = try Form(request, repeatable: ["resource"])
    let client = try ClientCredentials(request, form)
    guard let grant = form["grant_type"] else { throw HTTPError.noGrantType }
    let account = try request.queryForm()["account_sid"]
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
}

extension HTTPError {
  fileprivate static let noGrantType = HTTPError(
    status: .badRequest, error: "invalid_request", message: "grant_type is missing; it is client_credentials",
    code: ProviderCode.invalidGrantType)
}
