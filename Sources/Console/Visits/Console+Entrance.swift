import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// In and out.
  var entranceRoutes: [HTTPRoute] {
    [
      HTTPRoute(.GET, "/enter", arrive),
      HTTPRoute(.POST, "/enter") { request in
        guard request.isOfOwnPage else {
          throw RequestFault(.forbidden, "nothing was done: another site has sent this")
        }
        return try enter(request, by: try Form(request)["code"])
      },
      HTTPRoute(.GET, "/healthz") { _ in .answer(Answer(.ok, text: "the console works")) },
      form("/leave", ofAnyAge: true) { submission in
        _ = try await submission.change(SessionsEnd())
        return .farewell(
          Page(
            title: "You are signed out", body: Self.wayIn,
            fields: [SessionCookie.clear(for: submission.visit.request)]))
      },
    ]
  }

  /// Takes the link that `oauthctl console` has printed, which works once. The answer leads away from it at once, so
  /// that it stays in no history.
  ///
  /// Where a page of another site, or a file, has led here, the person is asked first: no site is to sign anybody in,
  /// and what such a page begins a browser sends no strict cookie with.
  private func arrive(_ request: HTTPRequest) throws -> Step {
    // HEAD comes from what looks at links, not from a person.
    guard request.method == .GET else { return .answer(Answer(.noContent, [.noStore])) }
    let code = try request.queryForm()["code"]
    guard request.isOfOwnPage || code == nil else { return .answer(Self.question(code ?? "").answer(to: nil)) }
    return try enter(request, by: code)
  }

  private static func question(_ code: String) -> Page {
    Page(
      title: "Sign in",
      body: """
        <p>If it was you who typed <code>oauthctl console</code>, go on.</p>
        <form method="post" action="/enter">\(.hidden("code", code))<button>Sign in</button></form>
        """)
  }

  private func enter(_ request: HTTPRequest, by code: String?) throws -> Step {
    guard let code else { throw RequestFault(.badRequest, "the link is incomplete: its end is missing") }
    return work {
      do {
        let redeemed = try await connect(.appRegistry, nil).call(
          SessionsRedeem(linkCode: Sensitive(code)), trace: request.trace.child())
        return Answer(
          .seeOther, [Answer.Field("Location", "/"), SessionCookie.set(redeemed.session, for: request), .noStore])
      } catch { return refusal(error, of: code) }
    }
  }

  /// Whoever guesses links is told the later, the more there were.
  private func refusal(_ error: any Error, of code: String) -> Answer {
    guard let error = error as? ServiceError, [.invalidSession, .invalidParams].contains(error.code) else {
      return Page(error).answer(to: nil)
    }
    var answer = Page(
      status: .forbidden, title: "This link does not work",
      body: .notice("<p>A link works once, and for a minute. Somebody may have used this one already.</p>", .bad)
        + Self.wayIn
    ).answer(to: nil)
    answer.guess = WrongGuess(client: "link", secret: Sensitive(code))
    return answer
  }

  /// A page of another site that leads here has no cookie sent, which must not end the session: only a cookie that came
  /// is taken back.
  func signedOut(_ request: HTTPRequest) -> Answer {
    Page(
      status: .forbidden, title: "Sign in",
      body: "<p>You are not signed in here, or your session has ended.</p>" + Self.wayIn,
      fields: SessionCookie.session(of: request) == nil ? [] : [SessionCookie.clear(for: request)]
    ).answer(to: nil)
  }

  private static let wayIn: HTML = """
    <p>There is no password. Who you are on the host is who you are here:</p>
    <ol class="steps">
    <li>On the host that runs oauth-apps, type <code class="id" data-copy>oauthctl console</code></li>
    <li>Open the link that it prints, within a minute.</li>
    </ol>
    <h2>From another computer</h2>
    <p>If you reach the host by SSH, take the console's port along, then open the link on your own computer:</p>
    <pre><code>ssh -N -L 8444:/run/oauth-apps/console-http.sock you@host</code></pre>
    <p class="hint">8444 stands for the console's port; <code>oauthctl console</code> prints the line that fits.</p>
    """
}
