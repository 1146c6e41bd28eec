import WireProtocol

/// Who is signed in, as the registry has just said.
struct Visitor: Sendable {
  let identity: Identification
  /// For the form that ends the session.
  let leaveToken: String

  var isOperator: Bool { identity.operator }
  var name: String { identity.user?.friendlyName.text ?? "operator" }

  var navigation: HTML {
    let common: [(String, String)] = [
      ("Accounts", "/"), ("Apps", "/apps"), ("Audit", "/audit"), ("May this request?", "/check"),
    ]
    let more: [(String, String)] =
      isOperator
      ? [("Users", "/users"), ("Units", "/units"), ("Signing keys", "/signing-keys"), ("Services", "/services")] : []
    let links = (common + more).map { #"<li><a href="\#($0.1)">\#($0.0)</a></li>"# as HTML }
    return """
      <nav aria-label="Main"><ul>\(links)</ul></nav>
      <form class="leave" method="post" action="/leave">\(.hidden("form", leaveToken))
      <span>Signed in as <strong>\(name)</strong></span> <button class="quiet">Sign out</button></form>
      """
  }
}
