import HTTP
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var authorizationRoutes: [DescribedRoute] {
    [HTTPMethod.GET, .POST].flatMap { method in
      paths(of: .authorization).map { DescribedRoute(method, $0, .authorization, authorization) }
    }
  }

  /// The authorization endpoint exists because clients demand that the metadata names one. It redirects nobody: no
  /// response type is served (RFC 6749 section 4.1.2.1). People get a page, programs the error.
  private func authorization(_ request: HTTPRequest) -> Step {
    guard request.accepts("text/html") else {
      return .answer(
        Answer(
          HTTPError(
            status: .badRequest, error: "unsupported_response_type",
            message: "nobody signs in here: tokens are for programs, by the client credentials grant",
            code: ProviderCode.badRequest)))
    }
    return .answer(Answer(.badRequest, uncached: "text/html; charset=utf-8", page.utf8))
  }

  private var page: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Nobody signs in here</title>
    </head>
    <body>
    <h1>Nobody signs in here</h1>
    <p>This server gives access tokens to programs, not to people. The program that sent you here wants to sign you in
    (<code>unsupported_response_type</code>); set it up for the <em>client credentials</em> grant instead.</p>
    <p>A program gets its tokens at <code>\(EndpointPath.token.url(of: issuer).asHTML)</code>, with the client id
    and the secret or key of its OAuth app. Whoever administers this server makes OAuth apps.</p>
    </body>
    </html>

    """
  }
}

extension String {
  fileprivate var asHTML: String {
    let escapes: KeyValuePairs = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
    return escapes.reduce(self) { $0.replacing($1.key, with: $1.value) }
  }
}
