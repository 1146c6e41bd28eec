import HTTP
import RPC
import WireProtocol

extension Console {
  /// Lists of apps: of an account, and of all accounts that somebody sees.
  var appListRoutes: [HTTPRoute] {
    [
      page("/apps") { visit in try await Self.appList(visit, trail: []) },
      page("/accounts/{sid}/apps") { visit in
        let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
        return try await Self.appList(visit, of: account.sid, trail: Self.trail(to: account))
      },
    ]
  }

  /// What apps are looked for by, as members of `apps.list`.
  private static let filters = ["name", "permission", "unused_since"]

  /// What can't be looked for is told above the form.
  private static func appList(
    _ visit: Visit, of account: AccountSID? = nil, trail: [Page.Crumb]
  ) async throws -> Page {
    do { return Page(title: "Apps", trail: trail, body: try await apps(visit, of: account)) } catch
      where error.isForAnotherTry
    {
      return Page(
        status: Refusal.status(for: error), title: "Apps", trail: trail,
        body: Refusal.reason(error) + searchForm(path(of: account), visit.query))
    }
  }

  private static func path(of account: AccountSID?) -> String { account.map { "/accounts/\($0)" } ?? "" }

  /// - Parameter account: That of all; `nil` for the apps of all accounts.
  static func apps(_ visit: Visit, of account: AccountSID? = nil) async throws -> HTML {
    let query = visit.query
    let page = try await visit.ask(
      AppsList(
        accountSid: account, name: try query["name"].map(FriendlyName.init(typed:)), permission: query["permission"],
        unusedSince: try query.moment("unused_since"), pageToken: query["page_token"]))
    let path = path(of: account)
    let asked = filters.reduce(Query()) { $0.with($1, query[$1]) }
    let actions: HTML = """
      <p class="actions">\(account.map { _ in .button("\(path)/apps/new", "New app") })
      \(.button("\(path)/expiring", "Secrets about to expire"))</p>
      """
    guard !page.items.isEmpty || !asked.text.isEmpty else {
      return .notice(
        "<p>There is no app here yet. An app is what a program gets its tokens with: give it a name and the "
          + "permissions that the program needs.</p>")
        + (account == nil ? "<p>\(.link("/", "Choose an account"))</p>" : actions)
    }
    return """
      \(actions)
      \(searchForm(path, query))
      \(page.items.isEmpty
        ? none(isLast: page.nextPageToken == nil) : table(of: page.items, showsAccount: account == nil))
      \(.nextPage("\(path)/apps", asked, page.nextPageToken))
      """
  }

  /// A page ends early where many apps were looked through in vain.
  private static func none(isLast: Bool) -> HTML {
    isLast ? "<p>No app here fits.</p>" : "<p>No app fits so far; the next page goes on.</p>"
  }

  private static func table(of apps: [App], showsAccount: Bool) -> HTML {
    let rows = apps.map { app in
      let account = showsAccount ? [.link("/accounts/\(app.accountSid)", app.accountSid)] : [] as [HTML]
      return [
        .link("/apps/\(app.sid)", app.friendlyName), app.status.badge,
        "\((app.policy.allow.count + app.policy.deny.count).counted("entry", "entries"))", .time(app.dateCreated),
        .time(app.dateLastUsed, none: "never"), .identifier(app.sid),
      ] + account
    }
    let columns = ["Name", "Status", "Policy", "Created", "Last used", "Client id"]
    return .table("Apps", columns + (showsAccount ? ["Account"] : []), rows)
  }

  private static func searchForm(_ path: String, _ query: Form) -> HTML {
    .search(
      "\(path)/apps", "Look for apps",
      """
      \(.field("Name begins with", "name", query["name"] ?? ""))
      \(.field("May do", "permission", query["permission"] ?? "", note: "A permission by its name, no wildcard"))
      \(.field(
        "Not used since", "unused_since", query["unused_since"] ?? "", note: "UTC, such as 2026-11-26T13:00:00Z"))
      """)
  }
}
