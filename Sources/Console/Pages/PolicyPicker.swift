import HTTP
import NIOHTTP1
import WireProtocol

/// The pages on which somebody chooses what a client may do: one to look for permissions, one to see the whole before
/// it is made. Without a script all of it works by loading pages.
struct PolicyPicker: Sendable {
  let visit: Visit
  let trail: [Page.Crumb]
  let title: String
  /// Of both pages; the form is sent there too.
  let path: String
  let client: Client
  /// What the last button says.
  let verb: String
  /// What happens then.
  let consequence: HTML

  /// Whose policy it is.
  enum Client {
    case app, newKey
    /// What kind of key it is stays.
    case key
  }

  /// Results beyond are not shown: more words find fewer.
  private static let mostResults = 60

  func page(_ form: PolicyForm, _ error: (any Error)? = nil) async throws -> Page {
    let book = try await visit.console.permissions.book(for: visit)
    guard form.isFinished, error == nil else { return choice(form, book, error) }
    let contents: PolicyForm.Contents
    do throws(RequestFault) {
      contents = try form.contents()
      guard !form.allow.isEmpty || isOfMainKey(form) else {
        throw RequestFault(.badRequest, "choose at least one permission")
      }
    } catch { return choice(form, book, error) }
    return review(form, contents, book)
  }

  private func review(_ form: PolicyForm, _ contents: PolicyForm.Contents, _ book: PermissionBook) -> Page {
    Page(
      title: title, trail: trail,
      body: """
        <p>This is what you are about to make.</p>
        \(.facts([("Name", "\(form.name)")] + (client == .app ? appFacts(contents) : [])))
        \(isOfMainKey(form) ? "<p>A main key may make every request of its account.</p>" : book.words(of: form.policy))
        <p>\(consequence)</p>
        \(visit.form(path))\(form.hidden)
        <p class="actions"><button>\(verb)</button> \(.link(path + form.query(), "Change the choice"))</p></form>
        """)
  }

  private func isOfMainKey(_ form: PolicyForm) -> Bool {
    client == .newKey && form.type == APIKeyType.main.rawValue
  }

  private func appFacts(_ contents: PolicyForm.Contents) -> [(name: String, value: HTML)] {
    let description = contents.description.text
    return [
      ("Description", "\(description.isEmpty ? "none" : description)"),
      ("Tokens live", "\(contents.lifetime.value.duration)"),
    ]
  }

  private func choice(_ form: PolicyForm, _ book: PermissionBook, _ error: (any Error)?) -> Page {
    Page(
      status: error.map(Refusal.status) ?? .ok, title: title, trail: trail,
      body: """
        \(error.map(Refusal.notice))
        <form method="get" action="\(path)">\(.hidden("basis", form.basis))
        \(.field("Name", "friendly_name", form.name, note: "1 to 64 characters.", isRequired: false, longest: 64))
        \(ownFields(form))
        \(chosen(form, book))
        <fieldset><legend>Look for permissions</legend><div class="row">
        \(.field("Words", "search", form.search, note: "Of a name, a description or a path."))
        \(.choice("Product", "product", [("", "all products")] + book.products.map { ($0, $0) }, chosen: form.product))
        <button name="step" value="choose">Search</button></div>
        \(results(form, book))</fieldset>
        <p class="actions"><button name="step" value="review">Go on</button>
        <span class="hint">You see the whole before anything is made.</span></p>
        </form>
        """)
  }

  private func ownFields(_ form: PolicyForm) -> HTML {
    switch client {
    case .app: appFields(form)
    case .newKey: keyFields(form)
    case .key: .empty
    }
  }

  private func appFields(_ form: PolicyForm) -> HTML {
    """
    \(.field("Description", "description", form.description, note: "What the app is for; at most 256 characters."))
    \(.field("Tokens live, in seconds", "access_token_ttl", form.lifetime, note: "60 to 2592000; 3600 if empty."))
    """
  }

  private func keyFields(_ form: PolicyForm) -> HTML {
    .choice(
      "Kind", "type",
      [("restricted", "restricted: what is chosen below"), ("main", "main: every request of the account")],
      chosen: form.type.isEmpty ? "restricted" : form.type)
  }

  /// What is chosen; each can be taken back.
  private func chosen(_ form: PolicyForm, _ book: PermissionBook) -> HTML {
    guard !form.allow.isEmpty || !form.deny.isEmpty else {
      return "<p class=\"hint\">No permission is chosen yet. Look for some below and tick them.</p>"
    }
    let allowed = form.allow.map { box("allow", $0, "may", book, isChosen: true) }
    let denied = form.deny.map { box("deny", $0, "never", book, isChosen: true) }
    return "<fieldset><legend>Chosen</legend>\(allowed)\(denied)</fieldset>"
  }

  private func results(_ form: PolicyForm, _ book: PermissionBook) -> HTML {
    guard !form.search.isEmpty || !form.product.isEmpty else {
      return "<p class=\"hint\">\(book.permissions.count) permissions of \(book.products.count) products.</p>"
    }
    let found = book.search(form.search, product: form.product.isEmpty ? nil : form.product)
    guard !found.isEmpty else { return "<p role=\"status\">No permission has all of these words.</p>" }
    let shown = found.prefix(Self.mostResults)
    let entries = shown.reduce(into: [] as [String]) { entries, permission in
      for entry in [permission.wildcard, permission.permission].compactMap(\.self)
      where !entries.contains(entry) { entries.append(entry) }
    }
    let boxes = entries.filter { !form.allow.contains($0) && !form.deny.contains($0) }.map { entry in
      """
      <div class="pick">\(box("allow", entry, "may", book, isChosen: false))\
      \(entry.hasSuffix("/*") ? nil : box("deny", entry, "never", isChosen: false))</div>
      """ as HTML
    }
    let rest = found.count > shown.count ? ", the first \(shown.count) shown" : ""
    return """
      <p role="status">\(found.count.counted("permission")) found\(rest).</p>
      \(boxes)
      """
  }

  private func box(
    _ name: String, _ entry: String, _ verb: String, _ book: PermissionBook, isChosen: Bool
  ) -> HTML {
    let requests = book.permissions(of: entry).flatMap(book.requests(of:)).prefix(3).map { "<br>\($0.words)" as HTML }
    return """
      <label class="box"><input type="checkbox" name="\(name)" value="\(entry)"\(isChosen ? " checked" : HTML.empty)>
      <span>\(verb) <code>\(entry)</code> <span class="hint">\(book.meaning(of: entry))\(requests)</span></span></label>
      """
  }

  private func box(_ name: String, _ entry: String, _ verb: String, isChosen: Bool) -> HTML {
    """
    <label class="box small"><input type="checkbox" name="\(name)" value="\(entry)"> <span>\(verb)\
    <span class="unseen"> \(entry)</span></span></label>
    """
  }
}
