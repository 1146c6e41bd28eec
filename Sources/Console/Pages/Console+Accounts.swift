import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  var accountRoutes: [HTTPRoute] {
    [
      page("/") { visit in try await Self.accounts(visit) },
      page("/accounts/new") { visit in try Self.newAccount(visit, visit.query) },
      page("/accounts/{sid}/subaccounts/new") { visit in try Self.newAccount(visit, of: try visit.sid(), visit.query) },
      page("/accounts/{sid}") { visit in try await Self.account(visit) },
      form("/accounts") { submission in
        let form = submission.form
        let parent = form["parent_sid"].flatMap { AccountSID($0) }
        do {
          let account = try await submission.change(
            AccountsCreate(
              friendlyName: try FriendlyName(typed: form["friendly_name"] ?? ""),
              type: form["type"].flatMap(AccountType.init), parentSid: parent))
          return .see("/accounts/\(account.sid)")
        } catch  where error.isForAnotherTry {
          return .page(try Self.newAccount(submission.visit, of: parent, form, error))
        }
      },
    ]
  }

  private static func accounts(_ visit: Visit) async throws -> Page {
    let page = try await visit.ask(AccountsList(pageToken: visit.query["page_token"]))
    let create: HTML? = visit.isOperator ? .button("/accounts/new", "New account") : nil
    guard !page.items.isEmpty else {
      let advice: HTML =
        visit.isOperator
        ? "<p>There is no account yet. An account owns apps; make the first one.</p>"
        : "<p>You have no role in any account. An operator gives you one with <code>oauthctl role grant</code>.</p>"
      return Page(title: "Accounts", body: .notice(advice) + "\(create)")
    }
    return Page(
      title: "Accounts",
      body: """
        \(create)
        \(table(of: page.items))
        \(.nextPage("/", Query(), page.nextPageToken))
        """)
  }

  static func table(of accounts: [Account]) -> HTML {
    .table(
      "Accounts", ["Name", "Status", "Kind", "SID"],
      accounts.map { account in
        [
          .link("/accounts/\(account.sid)", account.friendlyName), account.status.badge,
          account.parentSid == nil ? "account, \(account.type.rawValue)" : "subaccount", .identifier(account.sid),
        ]
      })
  }

  private static func newAccount(
    _ visit: Visit, of parent: AccountSID? = nil, _ form: Form, _ error: (any Error)? = nil
  ) throws(RequestFault) -> Page {
    try visit.requireOperator("makes accounts")
    return Page(
      status: error.map(Refusal.status) ?? .ok, title: parent == nil ? "New account" : "New subaccount",
      trail: [.init("Accounts", "/")],
      body: """
        \(error.map(Refusal.notice))
        \(visit.form("/accounts"))
        \(parent.map { .hidden("parent_sid", $0.text) })
        \(.field("Name", "friendly_name", form["friendly_name"] ?? "",
          note: "1 to 64 characters; no other open account has it.", isRequired: true))
        \(.choice("Type", "type", [("full", "full"), ("trial", "trial")], chosen: form["type"] ?? "full",
          note: "It restricts nothing: a trial account does all that a full one does."))
        <button>Create</button></form>
        """)
  }

  private static func account(_ visit: Visit) async throws -> Page {
    let sid: AccountSID = try visit.sid()
    let account = try await visit.ask(AccountsGet(sid: sid))
    let subaccounts =
      account.parentSid == nil ? try await visit.ask(AccountsList(parentSid: sid, pageSize: PageSize(20))) : nil
    let path = "/accounts/\(sid)"
    return Page(
      title: account.friendlyName.text, trail: [.init("Accounts", "/")] + parent(of: account),
      body: """
        \(.facts([
          ("SID", .identifier(sid)), ("Status", account.status.badge), ("Type", "\(account.type.rawValue)"),
          ("Created", .time(account.dateCreated)),
        ]))
        <p class="actions">\(.button("\(path)/apps", "Apps")) \(.button("\(path)/keys", "API keys"))
        \(.button("\(path)/people", "People")) \(.button("/audit?account_sid=\(sid)", "Audit"))</p>
        \(.section("Apps", id: "apps", try await appsOrRefusal(visit, sid)))
        \(subaccounts.map { .section("Subaccounts", id: "subaccounts", list($0, visit, path)) })
        \(stateChanges(visit, account))
        """)
  }

  private static func parent(of account: Account) -> [Page.Crumb] {
    account.parentSid.map { [.init("Parent account", "/accounts/\($0)")] } ?? []
  }

  private static func list(_ subaccounts: WireProtocol.Page<Account>, _ visit: Visit, _ path: String) -> HTML {
    let list: HTML =
      subaccounts.items.isEmpty
      ? "<p>There are none. A subaccount keeps its resources and apps apart from the account's own.</p>"
      : table(of: subaccounts.items)
    return list + "\(visit.isOperator ? .button("\(path)/subaccounts/new", "New subaccount") : nil)"
  }

  /// The account's apps; for a role that may not see them, the sentence that says so.
  private static func appsOrRefusal(_ visit: Visit, _ account: AccountSID) async throws -> HTML {
    do { return try await apps(visit, of: account) } catch let error as ServiceError
      where error.code == .roleNotPermitted
    { return .notice("<p>\(error.message.sentence)</p>", .warning) }
  }
}
