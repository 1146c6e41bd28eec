import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// What can be done to an app. Each is told on a page of its own before it is done.
  var appChangeRoutes: [HTTPRoute] {
    changing("/apps/{sid}/disable", .disable) { app, submission in
      _ = try await submission.change(AppsDisable(sid: app.sid))
      return .see("/apps/\(app.sid)")
    }
      + changing("/apps/{sid}/enable", .enable) { app, submission in
        _ = try await submission.change(AppsEnable(sid: app.sid))
        return .see("/apps/\(app.sid)")
      }
      + changing("/apps/{sid}/revoke-tokens", Confirmation.endTokens) { app, submission in
        _ = try await submission.change(AppsRevokeTokens(sid: app.sid))
        return .see("/apps/\(app.sid)")
      }
      + changing("/apps/{sid}/authentication", .authentication, fields: Self.ways) { app, submission in
        guard let way = submission.form["method"].flatMap(TokenEndpointAuthMethod.init) else {
          throw RequestFault(.badRequest, "choose how the app authenticates")
        }
        if way != app.tokenEndpointAuthMethod {
          _ = try await submission.change(AppsUpdate(sid: app.sid, tokenEndpointAuthMethod: way))
        }
        return .see("/apps/\(app.sid)")
      }
      + changing(
        "/apps/{sid}/secrets/{secret}/revoke", FoundSecret.init, trail: \.trail, Confirmation.revokeSecret
      ) { found, submission in
        _ = try await submission.change(AppsRevokeSecret(sid: found.app.sid, secretSid: found.sid))
        return .see("/apps/\(found.app.sid)")
      }
      + changing("/apps/{sid}/delete", Confirmation.delete) { app, submission in
        _ = try await submission.change(AppsDelete(sid: app.sid))
        return .see("/accounts/\(app.accountSid)/apps")
      }
      + changing("/apps/{sid}/rotate", .rotate, fields: HTML.grace) { app, submission in
        try await submission.showingSecret("New secret of \(app.friendlyName)", Self.trail(to: app)) {
          let grace = try submission.form.grace()
          let issued = try await submission.change(AppsRotateSecret(sid: app.sid, gracePeriod: grace))
          return IssuedClient(id: app.sid.text, secret: issued.secret, name: "OAUTH_CLIENT")
        }
      }
  }

  private static func ways(_ app: App, _ form: Form) -> HTML {
    .choice(
      "The app authenticates", "method", TokenEndpointAuthMethod.allCases.map { ($0.rawValue, $0.words) },
      chosen: form["method"] ?? app.tokenEndpointAuthMethod.rawValue)
  }

  private func changing(
    _ path: String, _ confirmation: Confirmation,
    fields: @escaping @Sendable (App, Form) -> HTML = { _, _ in .empty },
    _ change: @escaping @Sendable (App, Submission) async throws -> Outcome
  ) -> [HTTPRoute] {
    changing(path, { _ in confirmation }, fields: fields, change)
  }

  private func changing(
    _ path: String, _ confirmation: @escaping @Sendable (App) -> Confirmation,
    fields: @escaping @Sendable (App, Form) -> HTML = { _, _ in .empty },
    _ change: @escaping @Sendable (App, Submission) async throws -> Outcome
  ) -> [HTTPRoute] {
    changing(
      path, { try await $0.ask(AppsGet(sid: try $0.sid())) }, trail: Self.trail(to:), confirmation, fields: fields,
      change)
  }
}

/// The secret in the path, and whose it is to be.
private struct FoundSecret: Sendable {
  let app: App
  let sid: SecretSID

  init(_ visit: Visit) async throws {
    sid = try visit.sid(1)
    app = try await visit.ask(AppsGet(sid: try visit.sid()))
  }

  var trail: [Page.Crumb] { Console.trail(to: app) }
}

extension Confirmation {
  fileprivate static let authentication = Confirmation(
    title: "Change how the app authenticates",
    consequence: """
      It gets tokens in this way alone, every other is refused from now on. Tokens that it has live on. A way by key \
      takes a public key, which the app's page adds. An app that has never had a secret gets one when you rotate.
      """, button: "Change")
  fileprivate static let disable = Confirmation(
    title: "Disable the app",
    consequence: """
      It gets no tokens any more, and those that it has are refused from the next request on. Enabling it makes them \
      work again.
      """, button: "Disable")
  fileprivate static let enable = Confirmation(
    title: "Enable the app",
    consequence: "It gets tokens again, and those that it has work until they expire.", button: "Enable")
  fileprivate static func endTokens(_ app: App) -> Confirmation {
    Confirmation(
      title: "End all tokens of \(app.friendlyName)",
      consequence: """
        Every token that the app has been issued so far is refused from now on, for good. Its secrets work on: it can \
        get new tokens at once.
        """, name: app.friendlyName.text, button: "End all tokens")
  }
  fileprivate static func revokeSecret(_ found: FoundSecret) -> Confirmation {
    Confirmation(
      title: "Revoke a secret of \(found.app.friendlyName) as compromised",
      consequence: """
        \(.identifier(found.sid)) gets no tokens any more, and every token that was issued with it is refused from now \
        on. There is no way back. Tokens of the app's other secrets live on. If this is its only secret, the app can't \
        work until you rotate.
        """, name: found.app.friendlyName.text, button: "Revoke")
  }
  fileprivate static let rotate = Confirmation(
    title: "Rotate the secret",
    consequence: """
      The app gets a new secret, which is shown once. The one that it has now works on for as long as you choose, so \
      that you can bring the new one to the program. If two secrets work already, the older one ends at once. Tokens \
      live on until they expire, unless the old secrets end at once.
      """, button: "Make a new secret")
  fileprivate static func delete(_ app: App) -> Confirmation {
    Confirmation(
      title: "Delete \(app.friendlyName)",
      consequence: """
        Its secrets and all its tokens are refused from now on, and its client id is never used again. There is no way \
        back.
        """, name: app.friendlyName.text, button: "Delete for good")
  }
}

extension HTML {
  /// The choice is the same for apps and for API keys.
  static func grace(_ subject: some Sendable, _ form: Form) -> HTML {
    .choice(
      "The secret that it has now", "grace_period",
      [
        ("86400", "works for 24 hours more"), ("3600", "works for 1 hour more"), ("604800", "works for 7 days more"),
        ("0", "ends at once, with every token that was issued so far"),
      ], chosen: form["grace_period"] ?? "86400")
  }
}

extension Form {
  func grace() throws(RequestFault) -> GracePeriod? {
    guard let text = self["grace_period"] else { return nil }
    guard let grace = Int(text).flatMap({ GracePeriod($0) }) else {
      throw RequestFault(.badRequest, "the grace period is not a number of seconds up to 30 days")
    }
    return grace
  }
}
