import Permissions
import WireProtocol

/// Tells how large a token gets that an app asks for without a scope: at the most, as the issuer makes it.
package struct TokenSize: Sendable {
  /// Of the header, and of the claims that every token has, in JSON: with a signing key's `kid`, and with room for what
  /// stands where `secret_sid` does.
  private static let header = 96
  private static let claims = 466
  /// An RSA signature of 2,048 bits, the longest usual one.
  private static let signature = 256
  /// Bytes that common proxies take for one header, and those of it that are no token.
  private static let proxyHeader = 8_192
  private static let besideToken = 32

  private let issuer: String
  private let audience: String

  /// - Parameters:
  ///   - issuer: The tokens' `iss`.
  ///   - audience: Their `aud` where they are asked for without a resource.
  package init(issuer: String, audience: String) {
    self.issuer = issuer
    self.audience = audience
  }

  /// The app with the size of the largest of its tokens that are for one API.
  func told(of app: App, by catalogue: Catalogue) -> App {
    let policy = PermissionPolicy(allow: app.policy.allow, deny: app.policy.deny, catalogue: catalogue)
    let scope = policy.everythingAllowed(app.defaultScope == .names ? .names : .wildcards)
    let scopes = Dictionary(grouping: scope) { catalogue.resource(of: $0)?.text ?? audience }
    let longest = scopes.map { $0.key.utf8.count + $0.value.reduce(0) { $0 + $1.utf8.count + 1 } }.max() ?? 0
    let bytes = bytes(beyond: longest)
    var app = app
    app.tokenSize = bytes
    app.tokenSizeWarning = bytes + Self.besideToken > Self.proxyHeader ? Self.warning(bytes, app) : nil
    return app
  }

  private func bytes(beyond claims: Int) -> Int {
    [Self.header, Self.claims + issuer.utf8.count + claims, Self.signature].reduce(2) { $0 + ($1 * 4 + 2) / 3 }
  }

  private static func warning(_ bytes: Int, _ app: App) -> String {
    "a token of all that the app has can take \(bytes) bytes, and proxies take \(proxyHeader) for a header: ask for "
      + (app.defaultScope == .names ? "tokens with a scope, or choose default_scope wildcards" : "tokens with a scope")
  }
}
