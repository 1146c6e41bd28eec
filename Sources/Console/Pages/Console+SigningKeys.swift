import HTTP
import RPC
import WireProtocol

extension Console {
  var signingKeyRoutes: [HTTPRoute] {
    [
      page("/signing-keys") { visit in try await Self.signingKeys(visit) },
      page("/signing-keys/rotate") { visit in
        try visit.requireOperator("changes signing keys")
        return Confirmation.rotation.page(visit, [.init("Signing keys", "/signing-keys")])
      },
      form("/signing-keys/rotate") { submission in
        _ = try await submission.change(SigningKeysRotate(), of: .tokenIssuer)
        return .see("/signing-keys")
      },
    ]
  }

  private static func signingKeys(_ visit: Visit) async throws -> Page {
    let page = try await visit.ask(SigningKeysList(pageToken: visit.query["page_token"]), of: .tokenIssuer)
    let rows = page.items.map { key in
      [
        .identifier(key.kid), key.status.badge, "\(key.algorithm)", .time(key.signsFrom),
        .time(key.signsUntil, none: key.status == .signing ? "the next key" : "not known"),
        .time(key.verifiesUntil, none: "not known"),
      ] as [HTML]
    }
    return Page(
      title: "Signing keys",
      body: """
        <p>Tokens are signed by one key at a time. A new one is published a day before it signs, and an old one verifies
        until the last of its tokens has expired.</p>
        \(.table("Signing keys", ["Key", "State", "Algorithm", "Signs from", "Signs until", "Verifies until"], rows))
        \(.nextPage("/signing-keys", Query(), page.nextPageToken))
        <p class="actions">\(.button("/signing-keys/rotate", "New signing key"))</p>
        """)
  }
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
}
