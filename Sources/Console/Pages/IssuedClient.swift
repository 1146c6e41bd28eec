import HTTP
import NIOHTTP1
import WireProtocol

/// A client with a new secret, to be shown once (R14).
struct IssuedClient: Sendable {
  let id: String
  let secret: Sensitive
  /// What variables of the environment begin with: `NAME_ID` and `NAME_SECRET`.
  let name: String

  var html: HTML {
    """
    \(.notice(
      "<p><strong>This secret is shown once.</strong> Copy it now: nobody can show it to you again.</p>", .warning))
    \(.facts([
      ("Id", .identifier(id)), ("Secret", #"<code class="id" data-copy id="secret">\#(secret.revealed)</code>"#),
    ]))
    <h2>For a file of settings</h2>
    <pre><code id="settings" data-copy data-download="oauth-app.env">\(name)_ID=\(id)
    \(name)_SECRET=\(secret.revealed)
    </code></pre>
    """
  }
}

extension Submission {
  /// Makes a secret and shows it in the answer to the form itself: there is no address under which to see it again. The
  /// same form sent again, as by a reload, shows nothing.
  func showingSecret(
    _ title: String, _ trail: [Page.Crumb], _ make: () async throws -> IssuedClient
  ) async throws -> Console.Outcome {
    let spent = SpentForms(of: visit.request)
    let onward: HTML = "<p>\(trail.last.map { .link($0.path, "On to \($0.title)") })</p>"
    guard !spent.contains(token) else {
      return .page(
        Page(
          status: .gone, title: "The secret was shown already", trail: trail,
          body: .notice(
            "<p>A secret is shown once, and this one was. If it is lost, rotate: that makes a new one.</p>", .warning)
            + onward))
    }
    let issued = try await make()
    return .page(
      Page(title: title, trail: trail, body: issued.html + onward, fields: [spent.adding(token, for: visit.request)]))
  }
}
