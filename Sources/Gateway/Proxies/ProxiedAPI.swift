/// The API behind a proxy, by its `resource` (RFC 8707), where that is a URL of HTTP.
struct ProxiedAPI: Equatable, Sendable {
  let resource: String
  private let origin: Substring
  private let path: Substring

  /// `nil` for what is no URL of HTTP, or can't stand in a header field between quotes.
  init?(_ resource: String) {
    guard let scheme = ["https://", "http://"].first(where: resource.hasPrefix),
      resource.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !#""\<>#"#.utf8.contains($0) })
    else { return nil }
    let start = resource.index(resource.startIndex, offsetBy: scheme.count)
    let end = resource[start...].firstIndex(where: { $0 == "/" || $0 == "?" }) ?? resource.endIndex
    guard start < end else { return nil }
    self.resource = resource
    origin = resource[..<end]
    path = resource[end...]
  }

  /// Where its metadata is (RFC 9728 section 3.1): the well-known part stands between host and path.
  var metadataURL: String {
    "\(origin)/.well-known/oauth-protected-resource\(path == "/" ? "" : path)"
  }

  /// Of several, the one of the longest path that a request is below.
  static func serving(_ request: OriginalRequest, among resources: [String]) -> ProxiedAPI? {
    resources.compactMap(ProxiedAPI.init).filter { $0.serves(request) }.max { $0.path.count < $1.path.count }
  }

  private func serves(_ request: OriginalRequest) -> Bool {
    let authority = origin.drop { $0 != "/" }.dropFirst(2)
    guard authority.lowercased() == request.host.lowercased() else { return false }
    let asked = request.target.prefix { $0 != "?" }
    return asked.hasPrefix(path)
      && (path.isEmpty || path.hasSuffix("/") || asked.dropFirst(path.count).first ?? "/" == "/")
  }
}
