import HTTP
import RPC
import WireProtocol

extension Console {
  var appRoutes: [HTTPRoute] {
    [
      page("/accounts/{sid}/apps") { visit in
        let sid: AccountSID = try visit.sid()
        let account = try await visit.ask(AccountsGet(sid: sid))
        return Page(
          title: "Apps", trail: Self.trail(to: account), body: try await Self.appList(visit, sid))
      },
      page("/apps/{sid}") { visit in try await Self.app(visit) },
    ]
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

  /// What apps are looked for by, as members of `apps.list`.
  private static let filters = ["name", "permission", "unused_since"]

  static func appList(_ visit: Visit, _ account: AccountSID) async throws -> HTML {
    let query = visit.query
    let page = try await visit.ask(
      AppsList(
        accountSid: account, name: try query["name"].map(FriendlyName.init(typed:)), permission: query["permission"],
        unusedSince: try query.moment("unused_since"), pageToken: query["page_token"]))
    let path = "/accounts/\(account)/apps"
    let create = HTML.button("\(path)/new", "New app")
    let asked = filters.reduce(Query()) { $0.with($1, query[$1]) }
    guard !page.items.isEmpty || !asked.text.isEmpty else {
      return .notice(
        "<p>There is no app here yet. An app is what a program gets its tokens with: give it a name and the "
          + "permissions that the program needs.</p>") + create
    }
    let rows = page.items.map { app in
      [
        .link("/apps/\(app.sid)", app.friendlyName), app.status.badge,
        "\((app.policy.allow.count + app.policy.deny.count).counted("entry", "entries"))", .time(app.dateCreated),
        .time(app.dateLastUsed, none: "never"), .identifier(app.sid),
      ] as [HTML]
    }
    return """
      \(create)
      \(searchForm(path, query))
      \(rows.isEmpty ? "<p>No app here fits.</p>"
        : .table("Apps", ["Name", "Status", "Policy", "Created", "Last used", "Client id"], rows))
      \(.nextPage(path, asked, page.nextPageToken))
      """
  }

  private static func searchForm(_ path: String, _ query: Form) -> HTML {
    .search(
      path, "Look for apps",
      """
      \(.field("Name begins with", "name", query["name"] ?? ""))
      \(.field("May do", "permission", query["permission"] ?? "", note: "A permission by its name, no wildcard"))
      \(.field(
        "Not used since", "unused_since", query["unused_since"] ?? "", note: "UTC, such as 2026-11-26T13:00:00Z"))
      """)
  }

  private static func app(_ visit: Visit) async throws -> Page {
    let app = try await visit.ask(AppsGet(sid: try visit.sid()))
    let secrets = try await visit.ask(AppsListSecrets(sid: app.sid, pageSize: PageSize(20))).items
    let book = try await visit.console.permissions.book(for: visit)
    let entries = try await visit.ask(
      AuditList(accountSid: app.accountSid, appSid: app.sid, pageSize: PageSize(10))
    ).items
    let path = "/apps/\(app.sid)"
    return Page(
      title: app.friendlyName.text, trail: Array(trail(to: app).dropLast()),
      body: """
        \(facts(of: app))
        \(.section("What it may do", id: "policy", book.words(of: app.policy)
          + "<p class=\"actions\">\(.button("\(path)/edit", "Change"))</p>"))
        \(app.tokenEndpointAuthMethod.usesSecret ? .section("Secrets", id: "secrets", list(secrets, path)) : nil)
        \(keySection(of: app))
        \(visit.isOperator ? unitSection(of: app) : nil)
        \(.section("Change its state", id: "state", stateChanges(app, path)))
        \(.section("What happened", id: "audit", AuditWords.table(entries)
          + .link("/audit?app_sid=\(app.sid)&account_sid=\(app.accountSid)", "All of it")))
        """)
  }

  private static func facts(of app: App) -> HTML {
    .facts([
      ("Client id", .identifier(app.sid)), ("Status", app.status.badge),
      ("Description", "\(app.description.text.isEmpty ? "none" : app.description.text)"),
      ("Authenticates", "\(app.tokenEndpointAuthMethod.words)"),
      ("Tokens live", "\(app.accessTokenTTL.value.duration)"),
      ("Created", "\(.time(app.dateCreated)) by \(app.createdBy)"), ("Changed", .time(app.dateUpdated)),
      ("Last used", .time(app.dateLastUsed, none: "never")),
    ])
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
    \(.button("\(path)/revoke-tokens", "End all tokens"))
    \(.button("\(path)/delete", "Delete", isGrave: true))</p>
    """
  }
}
