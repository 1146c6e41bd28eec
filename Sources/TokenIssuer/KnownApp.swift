import Permissions
import WireProtocol

/// An app as the registry told it, with what follows from it for each token.
final class KnownApp: Sendable {
  let app: App
  let policy: PermissionPolicy
  /// The scope of a token that asks for none (R12): all that the app allows, space-delimited.
  let standardScope: String

  init(_ app: App, catalogue: Catalogue) throws(ScopeError) {
    self.app = app
    policy = PermissionPolicy(allow: app.policy.allow, deny: app.policy.deny, catalogue: catalogue)
    standardScope = try policy.grant(requested: nil).joined(separator: " ")
  }
}
