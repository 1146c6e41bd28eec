import HTTP
import JSON
import NIOCore
import NIOHTTP1
import Permissions
import WireProtocol

extension Gateway {
  /// RFC 9728: whoever is refused by an API finds here where to get tokens for it.
  var resourceRoutes: [DescribedRoute] {
    let root = "/.well-known/oauth-protected-resource"
    return DescribedRoute.publish(root, .resource(below: false), resource)
      + DescribedRoute.publish("\(root)/{path...}", .resource(below: true), resource)
  }

  private func resource(_ request: HTTPRequest) -> Step {
    .read(metadata, for: request) { [issuer] outcome in
      switch outcome {
      case .failure(let error): return .answer(Answer(error))
      case .success(let document):
        let resources = ProtectedResource.all(in: document)
        guard let resource = resources.asked(by: request) else {
          return .answer(Answer(RequestFault(.notFound, "no API of this host and path is known here")))
        }
        return .answer(resource.document(issuer: issuer).answer(to: request))
      }
    }
  }
}

/// An API that tokens are given for (RFC 9728 section 1.2).
struct ProtectedResource: Sendable {
  /// The URL that names it.
  let text: String
  /// With a port, if it is not the scheme's own.
  let authority: Substring
  /// What stands behind the host, with a query if there is one; empty for a bare origin, with its slash and without.
  let suffix: Substring

  /// - Returns: `nil` for what is no URL of HTTP.
  init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let suffix = rest[authority.endIndex...]
    self.text = text
    self.authority = authority
    self.suffix = suffix == "/" ? "" : suffix
  }

  /// Those that the authorization server's metadata names (RFC 9728 section 4).
  static func all(in metadata: PublicDocument) -> [ProtectedResource] {
    guard let list = try? JSONDocument(Array(metadata.text), limits: JSONLimits(depth: 8)).root["protected_resources"]
    else { return [] }
    return list.children.compactMap { $0.string.flatMap(ProtectedResource.init) }
  }

  func document(issuer: String) -> PublicDocument {
    var writer = JSONObjectWriter(capacity: 256)
    writer.write("resource", text)
    writer.write("authorization_servers", [issuer])
    writer.write("bearer_methods_supported", ["header"])
    return PublicDocument(writer.finish()[...])
  }
}

extension [ProtectedResource] {
  /// RFC 9728 section 3.1. A path tells an API by itself where no other has it, whatever host was asked: a proxy may
  /// have a name of its own.
  fileprivate func asked(by request: HTTPRequest) -> ProtectedResource? {
    let suffix = (request.parameters.first.map { "/\($0)" } ?? "") + (request.query.map { "?\($0)" } ?? "")
    let candidates = filter { $0.suffix == suffix }
    let host = request.host
    return candidates.first { host.map($0.isAt) ?? false } ?? (candidates.count == 1 ? candidates[0] : nil)
  }
}

extension ProtectedResource {
  /// However a request spells the host.
  func isAt(_ host: String) -> Bool {
    let (own, asked) = (HostName.canonical(String(authority)), HostName.canonical(host))
    return asked == own || text.hasPrefix("http://") && asked == "\(own):80"
  }
}
