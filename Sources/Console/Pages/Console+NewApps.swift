import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// Making an app and changing what it may do.
  var newAppRoutes: [HTTPRoute] {
    [
      page("/accounts/{sid}/apps/new") { visit in
        try await Self.newApp(visit).page(PolicyForm(visit.query))
      },
      form("/accounts/{sid}/apps/new") { submission in
        let form = PolicyForm(submission.form)
        do { return try await Self.create(form, submission) } catch  where error.isForAnotherTry {
          return .page(try await Self.newApp(submission.visit).page(form, error))
        }
      },
      page("/apps/{sid}/edit") { visit in
        let app = try await visit.ask(AppsGet(sid: try visit.sid()))
        let form = visit.query["step"] == nil ? PolicyForm(app) : PolicyForm(visit.query)
        return try await Self.edit(app, visit).page(form)
      },
      form("/apps/{sid}/edit") { submission in
        let app = try await submission.visit.ask(AppsGet(sid: try submission.visit.sid()))
        let form = PolicyForm(submission.form)
        do {
          if let wanted = try form.contents(replacing: PolicyForm.Contents(app)) {
            _ = try await submission.change(
              AppsUpdate(
                sid: app.sid, friendlyName: wanted.friendlyName.unless(app.friendlyName),
                description: wanted.description.unless(app.description), policy: wanted.policy.unless(app.policy),
                accessTokenTTL: wanted.lifetime.unless(app.accessTokenTTL)))
          }
          return .see("/apps/\(app.sid)")
        } catch  where error.isForAnotherTry {
          return .page(try await Self.edit(app, submission.visit).page(form, error))
        }
      },
    ]
  }

  private static func create(_ form: PolicyForm, _ submission: Submission) async throws -> Outcome {
    let account: AccountSID = try submission.visit.sid()
    return try await submission.showingSecret("App created", [.init("Apps", "/accounts/\(account)/apps")]) {
      let created = try await submission.change(
        AppsCreate(
          accountSid: account, friendlyName: try form.friendlyName(), description: try form.appDescription(),
          policy: form.policy, accessTokenTTL: try form.tokenLifetime()))
      guard let secret = created.secret else {
        throw RequestFault(.internalServerError, "the app was made, but its secret did not arrive; rotate it")
      }
      return IssuedClient(id: created.app.sid.text, secret: secret, name: "OAUTH_CLIENT")
    }
  }

  private static func newApp(_ visit: Visit) async throws -> PolicyPicker {
    let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
    return PolicyPicker(
      visit: visit, trail: trail(to: account) + [.init("Apps", "/accounts/\(account.sid)/apps")], title: "New app",
      path: "/accounts/\(account.sid)/apps/new", client: .app, verb: "Create the app",
      consequence: "The app gets an id and a secret. The secret is shown once, on the next page.")
  }

  private static func edit(_ app: App, _ visit: Visit) -> PolicyPicker {
    PolicyPicker(
      visit: visit, trail: trail(to: app), title: "Change \(app.friendlyName)", path: "/apps/\(app.sid)/edit",
      client: .app, verb: "Save",
      consequence: """
        What is taken away is refused from the next request on, with tokens that the app has already. What is added \
        comes with the next token. Tokens that it has keep their lifetime.
        """)
  }
}

extension Equatable {
  /// `nil` where it is as it was, so that only what differs is changed.
  func unless(_ former: Self) -> Self? { self == former ? nil : self }
}
