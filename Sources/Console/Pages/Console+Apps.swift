import HTTP
import RPC
import WireProtocol

extension Console {
  /// An app's own page.
  var appRoutes: [HTTPRoute] {
    [page("/apps/{sid}") { visit in try await Self.app(visit) }]
  }

  static func trail(to account: Account) -> [Page.Crumb] {
    [.init("Accounts", "/"), .init(account.friendlyName.text, "/accounts/\(account.sid)")]
  }

  static func trail(to app: App) -> [Page.Crumb] {
    [
      .init("Accounts", "/"), .init("Account", "/accounts/\(app.accountSid)"),
      .init("Apps", "/accounts/\(app.accountSid)/apps"), .init(app.friendlyName.text, "/apps/\(app.sid)"),
    ]
  }

  private static func app(_ visit: Visit) async throws -> Page {
    let app = try await visit.ask(AppsGet(sid: try visit.sid()))
    let book = try await visit.console.permissions.book(for: visit)
    let path = "/apps/\(app.sid)"
    return Page(
      title: app.friendlyName.text, trail: Array(trail(to: app).dropLast()),
      body: """
        \(app.tokenSizeWarning.map { .notice("<p>\($0.sentence)</p>", .warning) })
        \(facts(of: app, at: visit.now))
        \(.section("What it may do", id: "policy", book.words(of: app.policy)
          + "<p class=\"actions\">\(.button("\(path)/edit", "Change"))</p>"))
        \(app.tokenEndpointAuthMethod.usesSecret ? await secretSection(of: app, visit, path) : nil)
        \(keySection(of: app))
        \(visit.isOperator ? await unitSection(of: app, visit) : nil)
        \(.section("Change its state", id: "state", stateChanges(app, path)))
        \(await auditSection(of: app, visit))
        """)
  }

  private static func secretSection(of app: App, _ visit: Visit, _ path: String) async -> HTML {
    await visit.section(
      "Secrets", id: "secrets", asking: AppsListSecrets(sid: app.sid, pageSize: PageSize(20))
    ) { list($0.items, path) }
  }

  private static func auditSection(of app: App, _ visit: Visit) async -> HTML {
    await visit.section(
      "What happened", id: "audit",
      asking: AuditList(accountSid: app.accountSid, appSid: app.sid, pageSize: PageSize(10))
    ) { page in
      AuditWords.table(page.items)
        + .link("/audit?app_sid=\(app.sid)&account_sid=\(app.accountSid)", "All of it")
    }
  }

  private static func facts(of app: App, at now: Timestamp) -> HTML {
    .facts([
      ("Client id", .identifier(app.sid)), ("Status", app.status.badge),
      ("Description", "\(app.description.text.isEmpty ? "none" : app.description.text)"),
      ("Authenticates", "\(app.tokenEndpointAuthMethod.words)"),
      ("Tokens live", "\(app.accessTokenTTL.value.duration)"), ("Tokens alive", tokensAlive(app, now)),
      ("Created", "\(.time(app.dateCreated)) by \(app.createdBy)"), ("Changed", .time(app.dateUpdated)),
      ("Last used", .time(app.dateLastUsed, none: "never")),
    ])
  }

  /// Nobody counts tokens: what is told is how long the last one may be alive, by the app's last use, whose minute is
  /// told within two.
  private static func tokensAlive(_ app: App, _ now: Timestamp) -> HTML {
    guard app.status == .active else { return "none works, as the app is not active" }
    guard let use = app.dateLastUsed else { return "none, as far as its last use tells" }
    let end = use + 120 + app.accessTokenTTL.value
    return end < now
      ? "none, as far as its last use tells"
      : "perhaps, until \(.time(end)) at the latest, as far as its last use tells"
  }

  private static func list(_ secrets: [Secret], _ path: String) -> HTML {
    let rows = secrets.map { secret in
      [
        .identifier(secret.sid), secret.status.badge, .time(secret.dateCreated),
        .time(secret.dateExpires, none: secret.status == .active ? "no end" : "at once"),
        .time(secret.dateLastUsed, none: "never"),
        secret.status == .revoked ? "" : .link("\(path)/secrets/\(secret.sid)/revoke", "Revoke as compromised"),
      ] as [HTML]
    }
    return """
      \(.table("Secrets", ["Secret", "State", "Made", "Works until", "Last used", "Actions"], rows))
      <p class="actions">\(.button("\(path)/rotate", "Rotate"))</p>
      """
  }

  private static func stateChanges(_ app: App, _ path: String) -> HTML {
    """
    <p class="actions">
    \(app.status == .disabled ? .button("\(path)/enable", "Enable") : .button("\(path)/disable", "Disable"))
    \(.button("\(path)/authentication", "Change how it authenticates"))
    \(.button("\(path)/revoke-tokens", "End all tokens"))
    \(.button("\(path)/delete", "Delete", isGrave: true))</p>
    """
  }
}
