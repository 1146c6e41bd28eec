import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var revocationRoutes: [DescribedRoute] {
    paths(of: .revocation).map { DescribedRoute(.POST, $0, .revocation, revoke) }
  }

  /// RFC 7009. What is no token, or another client's, is left alone: that is no error.
  private func revoke(_ request: HTTPRequest) throws -> Step {
    let form = try Form(request)
    let client = try ClientCredentials(request, form)
    let token = try form.token()
    return ask(TokensRevoke.self, as: client, for: request) { params in
      params.write("token", token)
    } then: { _ in
      Answer(.ok, [.noStore, .noCache])
    }
  }
}
