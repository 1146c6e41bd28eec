/// What a JWT says of itself (RFC 7519 section 3), before anyone has verified it.
package struct UnverifiedClaims: Sendable {
  /// No claims set that the suite takes has more members (`JOSEObject`).
  private static let limits = JSONLimits(depth: 8, members: 32)
  private let root: JSONValue

  /// `nil` for what is no JWT by its form.
  package init?(_ jwt: String) {
    let parts = jwt.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Base64URL.decode(Array(parts[1]).span),
      let document = try? JSONDocument(payload, limits: Self.limits)
    else { return nil }
    root = document.root
  }

  /// `nil` where the claim is absent.
  package subscript(name: StaticString) -> JSONValue? { root[name] }
}
