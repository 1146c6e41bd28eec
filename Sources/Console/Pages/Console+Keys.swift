import HTTP
import RPC
import WireProtocol

extension Console {
  /// API keys.
  var keyRoutes: [HTTPRoute] {
    [
      page("/accounts/{sid}/keys") { visit in try await Self.keys(visit) },
      page("/accounts/{sid}/keys/new") { visit in try await Self.newKey(visit).page(PolicyForm(visit.query)) },
      form("/accounts/{sid}/keys/new") { submission in
        let form = PolicyForm(submission.form)
        do { return try await Self.create(form, submission) } catch  where error.isForAnotherTry {
          return .page(try await Self.newKey(submission.visit).page(form, error))
        }
      },
      page("/keys/{sid}") { visit in try await Self.key(visit) },
    ]
      + changing("/keys/{sid}/rotate", Confirmation.rotate, fields: HTML.grace) { key, submission in
        try await submission.showingSecret("New secret of \(key.friendlyName)", Self.trail(to: key)) {
          let grace = try submission.form.grace()
          let issued = try await submission.change(APIKeysRotateSecret(sid: key.sid, gracePeriod: grace))
          return IssuedClient(id: key.sid.text, secret: issued.secret, name: "API_KEY")
        }
      }
      + changing("/keys/{sid}/delete", Confirmation.delete) { key, submission in
        _ = try await submission.change(APIKeysDelete(sid: key.sid))
        return .see("/accounts/\(key.accountSid)/keys")
      }
  }

  private func changing(
    _ path: String, _ confirmation: @escaping @Sendable (APIKey) -> Confirmation,
    fields: @escaping @Sendable (APIKey, Form) -> HTML = { _, _ in .empty },
    _ change: @escaping @Sendable (APIKey, Submission) async throws -> Outcome
  ) -> [HTTPRoute] {
    changing(
      path, { try await $0.ask(APIKeysGet(sid: try $0.sid())) }, trail: Self.trail(to:), confirmation, fields: fields,
      change)
  }

  static func trail(to key: APIKey) -> [Page.Crumb] {
    [
      .init("Accounts", "/"), .init("Account", "/accounts/\(key.accountSid)"),
      .init("API keys", "/accounts/\(key.accountSid)/keys"), .init(key.friendlyName.text, "/keys/\(key.sid)"),
    ]
  }

  private static func keys(_ visit: Visit) async throws -> Page {
    let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
    let page = try await visit.ask(APIKeysList(accountSid: account.sid, pageToken: visit.query["page_token"]))
    let path = "/accounts/\(account.sid)/keys"
    let rows = page.items.map { key in
      [
        .link("/keys/\(key.sid)", key.friendlyName), key.status.badge, "\(key.type.rawValue)", .time(key.dateCreated),
        .time(key.dateLastUsed, none: "never"), .identifier(key.sid),
      ] as [HTML]
    }
    let list: HTML =
      rows.isEmpty
      ? .notice(
        "<p>There is no API key here yet. A key is for programs that show a secret with each request; apps, whose "
          + "tokens expire, are the safer choice.</p>")
      : .table("API keys", ["Name", "Status", "Kind", "Created", "Last used", "SID"], rows)
    return Page(
      title: "API keys", trail: trail(to: account),
      body: "\(.button("\(path)/new", "New API key"))\(list)\(.nextPage(path, Query(), page.nextPageToken))")
  }

  private static func key(_ visit: Visit) async throws -> Page {
    let key = try await visit.ask(APIKeysGet(sid: try visit.sid()))
    let book = try await visit.console.permissions.book(for: visit)
    let words = key.policy.map { book.words(of: $0) } ?? "<p>Every request of its account.</p>"
    return Page(
      title: key.friendlyName.text, trail: Array(trail(to: key).dropLast()),
      body: """
        \(.facts([
          ("SID", .identifier(key.sid)), ("Status", key.status.badge), ("Kind", "\(key.type.rawValue)"),
          ("Created", "\(.time(key.dateCreated)) by \(key.createdBy)"), ("Changed", .time(key.dateUpdated)),
          ("Last used", .time(key.dateLastUsed, none: "never")),
        ]))
        \(.section("What it may do", id: "policy", words
          + "\(key.policy.map { _ in "<p class=\"actions\">\(.button("/keys/\(key.sid)/edit", "Change"))</p>" })"))
        <p class="actions">\(.button("/keys/\(key.sid)/rotate", "Rotate"))
        \(.button("/keys/\(key.sid)/delete", "Delete", isGrave: true))</p>
        """)
  }

  private static func create(_ form: PolicyForm, _ submission: Submission) async throws -> Outcome {
    let account: AccountSID = try submission.visit.sid()
    let type = APIKeyType(rawValue: form.type) ?? .restricted
    return try await submission.showingSecret("API key created", [.init("API keys", "/accounts/\(account)/keys")]) {
      let created = try await submission.change(
        APIKeysCreate(
          accountSid: account, friendlyName: try form.friendlyName(), type: type,
          policy: type == .main ? nil : form.policy))
      return IssuedClient(id: created.apiKey.sid.text, secret: created.secret, name: "API_KEY")
    }
  }

  private static func newKey(_ visit: Visit) async throws -> PolicyPicker {
    let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
    return PolicyPicker(
      visit: visit, trail: trail(to: account) + [.init("API keys", "/accounts/\(account.sid)/keys")],
      title: "New API key", path: "/accounts/\(account.sid)/keys/new", client: .newKey, verb: "Create the key",
      consequence: "The key gets a secret, which is shown once, on the next page.")
  }
}

extension Confirmation {
  fileprivate static func rotate(_ key: APIKey) -> Confirmation {
    Confirmation(
      title: "Rotate the secret",
      consequence: """
        The key gets a new secret, which is shown once. The one that it has now works on for as long as you choose; if \
        two work already, the older one ends at once.
        """, button: "Make a new secret")
  }

  fileprivate static func delete(_ key: APIKey) -> Confirmation {
    Confirmation(
      title: "Delete \(key.friendlyName)",
      consequence: "Requests that show it are refused from now on. There is no way back.",
      name: key.friendlyName.text, button: "Delete for good")
  }
}
