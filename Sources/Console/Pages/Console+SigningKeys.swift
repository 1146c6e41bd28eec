import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  var signingKeyRoutes: [HTTPRoute] {
    [
      page("/signing-keys") { visit in try await Self.signingKeys(visit) },
      page("/signing-keys/rotate") { visit in
        try visit.requireOperator("changes signing keys")
        return Confirmation.rotation.page(visit, Self.trailToKeys)
      },
      form("/signing-keys/rotate") { submission in
        _ = try await submission.change(SigningKeysRotate(), of: .tokenIssuer)
        return .see("/signing-keys")
      },
    ]
      + changing("/signing-keys/{kid}/retire", Self.signingKey, trail: Self.trail(to:), Confirmation.retire) {
        key, submission in
        guard let kid = SigningKeyID(key.kid) else { throw Self.noSigningKey }
        _ = try await submission.change(SigningKeysRetire(kid: kid, now: key.hasSigned ? true : nil), of: .tokenIssuer)
        return .see("/signing-keys")
      }
  }

  private static let trailToKeys = [Page.Crumb("Signing keys", "/signing-keys")]

  private static func trail(to key: ListedSigningKey) -> [Page.Crumb] { trailToKeys }

  /// The key in the path, as long as it can be retired.
  private static func signingKey(_ visit: Visit) async throws -> ListedSigningKey {
    var token: String?
    repeat {
      let page = try await visit.ask(SigningKeysList(pageSize: PageSize(1000), pageToken: token), of: .tokenIssuer)
      if let key = page.items.first(where: { $0.kid == visit.request.parameters.first.map(String.init) }) {
        guard key.status != .retired else {
          throw RequestFault(.conflict, "this signing key is retired already: none of its tokens works")
        }
        return key
      }
      token = page.nextPageToken
    } while token != nil
    throw noSigningKey
  }

  private static let noSigningKey = RequestFault(
    .notFound, "there is no such signing key; the page Signing keys has those that there are")

  private static func signingKeys(_ visit: Visit) async throws -> Page {
    let page = try await visit.ask(SigningKeysList(pageToken: visit.query["page_token"]), of: .tokenIssuer)
    let rows = page.items.map { key in
      [
        .identifier(key.kid), key.status.badge, "\(key.algorithm)", .time(key.signsFrom),
        .time(key.signsUntil, none: key.status == .signing ? "the next key" : "not known"),
        .time(key.verifiesUntil, none: "not known"),
        key.status == .retired ? "" : .link("/signing-keys/\(key.kid)/retire", "Retire"),
      ] as [HTML]
    }
    return Page(
      title: "Signing keys",
      body: """
        <p>Tokens are signed by one key at a time. A new one is published a day before it signs, and an old one verifies
        until the last of its tokens has expired.</p>
        \(.table(
          "Signing keys",
          ["Key", "State", "Algorithm", "Signs from", "Signs until", "Verifies until", "Actions"], rows))
        \(.nextPage("/signing-keys", Query(), page.nextPageToken))
        <p class="actions">\(.button("/signing-keys/rotate", "New signing key"))</p>
        """)
  }
}

extension ListedSigningKey {
  /// Whether there may be tokens that end with it.
  fileprivate var hasSigned: Bool { status != .announced }
}

extension SigningKeyStatus {
  fileprivate var badge: HTML {
    switch self {
    case .announced: .badge("announced", .neutral)
    case .signing: .badge("signs", .good)
    case .verifying: .badge("verifies", .neutral)
    case .retired: .badge("retired", .bad)
    }
  }
}

extension Confirmation {
  fileprivate static let rotation = Confirmation(
    title: "New signing key",
    consequence: """
      A new key is published now and signs in a day, so that whoever verifies tokens has learnt of it by then. No \
      token stops working. A key that is announced already is left as it is.
      """, button: "Make a new key")

  /// Where it has signed, the tokens are told that end with it.
  fileprivate static func retire(_ key: ListedSigningKey) -> Confirmation {
    let change: HTML =
      switch key.status {
      case .announced, .retired:
        "It has signed no token yet, so none stops working. The key that signs now goes on."
      case .signing:
        """
        Every token that it has signed since \(.time(key.signsFrom)) is refused from now on, whatever app has it; each \
        app has to get a new one. The key that is announced signs in its place at once; where none is announced, make \
        a new signing key first.
        """
      case .verifying:
        """
        Every token that it has signed from \(.time(key.signsFrom)) until \(.time(key.signsUntil, none: "lately")) is \
        refused from now on, whatever app has it; each app that has one has to get a new one. Left alone, the key is \
        retired when the last of them has expired: \(.time(key.verifiesUntil, none: "not known yet")).
        """
      }
    return Confirmation(
      title: "Retire a signing key",
      consequence: """
        \(.identifier(key.kid)) \(change) Whoever verifies tokens without asking the issuer learns of it when it next \
        fetches the public keys. The key never comes back.
        """, name: key.hasSigned ? key.kid : nil, button: key.hasSigned ? "Retire, and end its tokens" : "Retire")
  }
}
