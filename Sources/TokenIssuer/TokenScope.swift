import Permissions

/// What a token was granted, as it is written and as it is decided by.
final class TokenScope: Sendable {
  /// Space-delimited (RFC 6749 section 3.3).
  let text: String
  let granted: GrantedScope

  init(_ text: String) {
    self.text = text
    granted = GrantedScope(scope: text)
  }
}
