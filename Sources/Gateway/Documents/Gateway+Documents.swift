import HTTP
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  /// What clients find the server by.
  var documentRoutes: [DescribedRoute] {
    metadataPaths.flatMap { path in DescribedRoute.publish(path, .metadata) { relay(metadata, $0) } }
      + paths(of: .jwks).flatMap { path in DescribedRoute.publish(path, .keys) { relay(keys, $0) } }
  }

  /// Before the issuer's path (RFC 8414 section 3.1), and where OpenID Connect has it.
  private var metadataPaths: [String] {
    [
      "/.well-known/oauth-authorization-server\(issuerPath)", "/.well-known/openid-configuration\(issuerPath)",
    ] + (issuerPath.isEmpty ? [] : ["\(issuerPath)/.well-known/openid-configuration"])
  }

  private func relay(_ document: KeptDocument, _ request: HTTPRequest) -> Step {
    .read(document, for: request) { outcome in
      switch outcome {
      case .success(let document): .answer(document.answer(to: request))
      case .failure(let error): .answer(Answer(error))
      }
    }
  }
}
