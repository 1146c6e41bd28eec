import Permissions
import WireProtocol

/// Whether a request may be made, and the rules one by one that say so.
struct Decision: Sendable {
  private struct Step {
    let isPassed: Bool
    let words: HTML
  }

  private var steps: [Step] = []
  private var isAllowed: Bool { steps.allSatisfy(\.isPassed) }
  /// Whether the answer hangs on a token that nobody has verified.
  private var isOfClaims = false

  /// What an app's next token could do.
  init(_ match: PermissionMatch, app: App, _ book: PermissionBook) {
    steps = [Self.step(of: match)]
    let permission = match.permission ?? ""
    let isOwn = match.accountSid == nil || match.accountSid == app.accountSid.text
    steps.append(
      Step(
        isPassed: isOwn,
        words: match.accountSid.map { "The path names account <code>\($0)</code>; the app is of \(app.accountSid)." }
          ?? "The path names no account: the app's own is meant."))
    steps.append(Step(isPassed: app.status == .active, words: "The app is \(app.status.rawValue)."))
    let allowing = app.policy.allow.first { book.policy(allow: [$0], deny: []).allows(permission) }
    steps.append(
      Step(
        isPassed: allowing != nil,
        words: allowing.map { "Its policy allows it by <code>\($0)</code>." } ?? "Nothing in its policy allows it."))
    let denying = app.policy.deny.first { !book.policy(allow: [permission], deny: [$0]).allows(permission) }
    steps.append(
      Step(
        isPassed: denying == nil,
        words: denying.map { "Its policy denies it by <code>\($0)</code>, which beats what is allowed." }
          ?? "Its policy does not deny it."))
  }

  /// What the token says of itself.
  mutating func add(_ token: TokenClaims, _ match: PermissionMatch, at now: Timestamp) {
    isOfClaims = true
    steps.append(
      Step(
        isPassed: now < token.expiry,
        words: "By its own words, which are not verified here, it expires at \(.time(token.expiry))."))
    let holds = GrantedScope(scope: token.scope).holds(match.permission ?? "")
    steps.append(Step(isPassed: holds, words: "Its scope \(holds ? "holds" : "does not hold") that permission."))
  }

  /// What the issuer has decided about a token.
  init(_ match: PermissionMatch, _ authorization: Authorization) {
    steps = [Self.step(of: match)]
    if let client = authorization.clientId {
      steps.append(
        Step(
          isPassed: true,
          words:
            """
            The token is active: of <code>\(client)</code>, account \
            <code>\(authorization.accountSid?.text ?? "")</code>.
            """
        ))
    }
    steps.append(Step(isPassed: authorization.allowed, words: "\(authorization.reason.sentence)"))
  }

  private static func step(of match: PermissionMatch) -> Step {
    Step(
      isPassed: match.permission != nil,
      words: match.permission.map { "The request needs the permission <code>\($0)</code>." }
        ?? "\(match.reason.sentence)")
  }

  var html: HTML {
    let items = steps.map { step in
      let mark: HTML = step.isPassed ? .badge("yes", .good) : .badge("no", .bad)
      return "<li>\(mark) \(step.words)</li>" as HTML
    }
    let verdict: HTML =
      switch (isAllowed, isOfClaims) {
      case (true, false): .notice("<p><strong>It may.</strong></p>", .good)
      case (true, true):
        .notice(
          """
          <p><strong>Nothing here speaks against it.</strong> Whether the token is active, and was not \
          forged, revoked or made for another API, only an operator or the API itself can tell.</p>
          """, .warning)
      case (false, _): .notice("<p><strong>It may not.</strong></p>", .bad)
      }
    return #"\#(verdict)<ol class="reasons">\#(items)</ol>"#
  }
}
