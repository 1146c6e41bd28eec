import HTTP
import NIOHTTP1
import WireProtocol

/// What a client is to be called and what it may do, as far as somebody has chosen. It travels in the page's address
/// while permissions are looked for, so that nothing of it is kept here.
struct PolicyForm: Sendable {
  var name = ""
  var description = ""
  /// Seconds that tokens live.
  var lifetime = ""
  /// Of API keys: `main` has no policy.
  var type = ""
  var allow: [String] = []
  var deny: [String] = []
  var search = ""
  var product = ""
  /// Of a client that is changed: what it was when the form was begun, as ``Contents/digest``.
  var basis = ""
  /// The choice is to be looked at as a whole.
  var isFinished = false

  static let repeatable: Set<String> = ["allow", "deny"]
  /// Two lists of permissions, of which a policy has 100 at most, and some more.
  static let mostMembers = 256

  init(_ form: Form) {
    name = form["friendly_name"] ?? ""
    description = form["description"] ?? ""
    lifetime = form["access_token_ttl"] ?? ""
    type = form["type"] ?? ""
    allow = form.values(of: "allow").withoutRepetitions
    deny = form.values(of: "deny").withoutRepetitions
    search = form["search"] ?? ""
    product = form["product"] ?? ""
    basis = form["basis"] ?? ""
    isFinished = form["step"] == "review"
  }

  init(_ app: App) {
    name = app.friendlyName.text
    description = app.description.text
    lifetime = "\(app.accessTokenTTL.value)"
    (allow, deny) = (app.policy.allow, app.policy.deny)
    basis = Contents(app).digest
  }

  init(_ key: APIKey, _ policy: Policy) {
    name = key.friendlyName.text
    type = key.type.rawValue
    (allow, deny) = (policy.allow, policy.deny)
    basis = Contents(key, policy).digest
  }

  var policy: Policy { Policy(allow: allow, deny: deny) }

  /// - Throws: ``RequestFault`` for what can't be a name.
  func friendlyName() throws(RequestFault) -> FriendlyName { try FriendlyName(typed: name) }

  func appDescription() throws(RequestFault) -> AppDescription {
    do throws(TextFault) { return try AppDescription(description) } catch {
      throw RequestFault(.badRequest, "the description: \(error.clause)")
    }
  }

  /// `nil` for the standard one.
  func tokenLifetime() throws(RequestFault) -> TokenLifetime? {
    guard !lifetime.isEmpty else { return nil }
    guard let lifetime = Int(lifetime).flatMap({ TokenLifetime($0) }) else {
      throw RequestFault(.badRequest, "tokens live 60 to 2592000 seconds; give a number of seconds")
    }
    return lifetime
  }

  /// All of it as hidden members of a form.
  var hidden: HTML {
    let members = [
      ("friendly_name", name), ("description", description), ("access_token_ttl", lifetime), ("type", type),
      ("basis", basis),
    ]
    return """
      \(members.map { .hidden($0.0, $0.1) })\(allow.map { .hidden("allow", $0) })\(deny.map { .hidden("deny", $0) })
      """
  }

  /// The address under which the choice goes on.
  func query() -> String {
    allow.reduce(deny.reduce(base) { $0.with("deny", $1) }) { $0.with("allow", $1) }.text
  }

  private var base: Query {
    Query([
      "friendly_name": name, "description": description, "access_token_ttl": lifetime, "type": type, "basis": basis,
      "step": "choose",
    ])
  }
}

extension [String] {
  fileprivate var withoutRepetitions: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
