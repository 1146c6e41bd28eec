extension ProtectedResource {
  /// Where its metadata is (RFC 9728 section 3.1): the well-known part stands between host and path. `nil` where that
  /// can't stand between quotes.
  var metadataURL: String? {
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !#""\"#.utf8.contains($0) }) else { return nil }
    let scheme = text.prefix { $0 != ":" }
    return "\(scheme)://\(authority)/.well-known/oauth-protected-resource\(suffix)"
  }

  /// Of several, the one of the longest path that a request is below.
  static func serving(_ request: OriginalRequest, among resources: [ProtectedResource]) -> ProtectedResource? {
    resources.filter { $0.serves(request) }.max { $0.suffix.utf8.count < $1.suffix.utf8.count }
  }

  private func serves(_ request: OriginalRequest) -> Bool {
    guard isAt(request.host) else { return false }
    let path = request.target.prefix { $0 != "?" }
    guard path.hasPrefix(suffix) else { return false }
    return suffix.isEmpty || suffix.hasSuffix("/") || (path.dropFirst(suffix.count).first ?? "/") == "/"
  }
}
