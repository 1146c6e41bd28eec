import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// Which systemd units of the host get tokens of which apps.
  var unitRoutes: [HTTPRoute] {
    [
      page("/units") { visit in try await Self.units(visit) },
      page("/units/new") { visit in try Self.newBinding(visit, visit.query) },
      form("/units/new") { submission in
        do { return .page(try await Self.bind(submission)) } catch  where error.isForAnotherTry {
          return .page(try Self.newBinding(submission.visit, submission.form, error))
        }
      },
    ]
      + changing("/units/{unit}/unbind", Self.unit, trail: Self.trail(to:), Confirmation.unbind) {
        unit, submission in
        _ = try await submission.change(UnitBindingsDelete(unit: unit))
        return .see("/units")
      }
  }

  private static let trailToUnits = [Page.Crumb("Units", "/units")]

  private static func trail(to unit: UnitName) -> [Page.Crumb] { trailToUnits }

  /// The unit in the path, where it stands as in a form: its name may have characters that a path has a use for.
  private static func unit(_ visit: Visit) throws(RequestFault) -> UnitName {
    try visit.requireOperator("unbinds units")
    let text = visit.request.parameters.first.flatMap { PercentCoding.decode(Array($0.utf8)[...]) }
    guard let unit = text.flatMap(UnitName.init) else { throw RequestFault(.notFound, "there is no such page") }
    return unit
  }

  private static func units(_ visit: Visit) async throws -> Page {
    try visit.requireOperator("sees which units are bound to apps")
    let page = try await visit.ask(UnitBindingsList(pageToken: visit.query["page_token"]))
    let list: HTML =
      page.items.isEmpty
      ? .notice("<p>No unit is bound to an app yet.</p>") + HTML.unitSetup : table(of: page.items)
    return Page(
      title: "Units",
      body: """
        <p>A systemd unit of this host that is bound to an app gets a token of it at each start, without any secret.</p>
        \(list)
        \(.nextPage("/units", Query(), page.nextPageToken))
        <p class="actions">\(.button("/units/new", "Bind a unit"))</p>
        """)
  }

  private static func table(of bindings: [UnitBinding]) -> HTML {
    let rows = bindings.map { binding in
      [
        .identifier(binding.unit), .link("/apps/\(binding.clientId)", binding.clientId), binding.scopeWords,
        binding.resourceWords, .time(binding.dateCreated),
        .link("/units/\(PercentCoding.encode(binding.unit.text))/unbind", "Unbind"),
      ] as [HTML]
    }
    return .table("Units", ["Unit", "App", "Permissions", "APIs", "Bound", "Actions"], rows)
  }

  /// On the page of an app.
  static func unitSection(of app: App, _ visit: Visit) async -> HTML {
    await visit.section(
      "Units", id: "units", asking: UnitBindingsList(clientId: app.sid, pageSize: PageSize(20))
    ) { bindings in
      """
      <p>A systemd unit of this host gets tokens of this app without any secret, once it is bound to it.</p>
      \(bindings.items.isEmpty ? nil : table(of: bindings.items))
      <p class="actions">\(.button("/units/new?client_id=\(app.sid)", "Bind a unit"))
      \(bindings.nextPageToken == nil ? nil : .link("/units", "There are more"))</p>
      """
    }
  }

  private static func newBinding(_ visit: Visit, _ form: Form, _ error: (any Error)? = nil) throws(RequestFault) -> Page
  {
    try visit.requireOperator("binds units to apps")
    return Page(
      status: error.map(Refusal.status) ?? .ok, title: "Bind a unit", trail: trailToUnits,
      body: """
        \(error.map(Refusal.notice))
        <p>The unit gets a token of the app at each start, without any secret. Whoever may write the unit may do what
        the app may.</p>
        \(visit.form("/units/new"))
        \(.field("Unit", "unit", form["unit"] ?? "",
          note: "Such as report.service. worker@*.service are all instances of a template without a binding of their "
            + "own.", isRequired: true, longest: 255))
        \(.field("App's client id", "client_id", form["client_id"] ?? "", isRequired: true, longest: 34))
        \(.field("Permissions", "scope", form["scope"] ?? "",
          note: "Of those that the app has, with blanks between them; all of them if empty.", longest: 8192))
        \(.field("APIs", "resource", form["resource"] ?? "",
          note: "Which the tokens are for, by their URIs, with blanks between them; those without a URI if empty.",
          longest: 2048))
        <button>Bind</button></form>
        """)
  }

  private static func bind(_ submission: Submission) async throws -> Page {
    let form = submission.form
    guard let unit = UnitName(form["unit"] ?? "") else {
      throw RequestFault(
        .badRequest,
        "a unit's whole name is expected, such as report.service or worker@*.service; timers have none of their own")
    }
    guard let app: AppSID = try form.sid("client_id") else {
      throw RequestFault(.badRequest, "give the client id of the app, which its page shows")
    }
    let resources = (form["resource"] ?? "").split(separator: " ").map(String.init)
    let binding = try await submission.change(
      UnitBindingsCreate(
        unit: unit, clientId: app, scope: form["scope"], resource: resources.isEmpty ? nil : OneOrMore(resources)))
    return Page(
      title: "\(binding.unit) is bound", trail: trailToUnits,
      body: """
        \(.facts([
          ("App", .link("/apps/\(binding.clientId)", binding.clientId)), ("Permissions", binding.scopeWords),
          ("APIs", binding.resourceWords),
        ]))
        \(HTML.unitSetup)
        <p>\(.link("/units", "On to Units"))</p>
        """)
  }
}

extension UnitBinding {
  fileprivate var scopeWords: HTML {
    guard let scope else { return "all that the app has" }
    return "\(scope.split(separator: " ").map { "<code>\($0)</code> " as HTML })"
  }

  fileprivate var resourceWords: HTML {
    guard let resource else { return "those without a URI" }
    return "\(resource.texts.map { "<code>\($0)</code> " as HTML })"
  }
}

extension HTML {
  /// What somebody does on the host, once.
  fileprivate static let unitSetup: HTML = """
    <h2>What the unit has to say</h2>
    <p>In its <code>[Service]</code> section:</p>
    <p><code class="id" data-copy>LoadCredential=access-token:/run/oauth-apps/credential.sock</code></p>
    <p>After <code>systemctl daemon-reload</code> it finds a new token in
    <code>$CREDENTIALS_DIRECTORY/access-token</code> at each start. One that runs for longer than a token is good has it
    renewed: <code>oauthctl unit renew --help</code> says how.</p>
    """
}

extension Confirmation {
  fileprivate static func unbind(_ unit: UnitName) -> Confirmation {
    Confirmation(
      title: "Unbind \(unit)",
      consequence: """
        From its next start on the unit gets no token, and none is renewed for it. The tokens that it has work until \
        they expire; to end them at once, end all tokens of the app. The unit can be bound again.
        """, button: "Unbind")
  }
}
