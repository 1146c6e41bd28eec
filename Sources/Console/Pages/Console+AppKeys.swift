import HTTP
import JOSE
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// The public keys by which an app authenticates without a secret.
  var appKeyRoutes: [HTTPRoute] {
    [
      page("/apps/{sid}/keys/add") { visit in
        Self.newKey(try await visit.ask(AppsGet(sid: try visit.sid())), visit, visit.query)
      },
      form("/apps/{sid}/keys/add") { submission in
        let app = try await submission.visit.ask(AppsGet(sid: try submission.visit.sid()))
        do {
          _ = try await submission.change(AppsAddKey(sid: app.sid, jwk: try submission.form.publicKey()))
          return .see("/apps/\(app.sid)")
        } catch  where error.isForAnotherTry {
          return .page(Self.newKey(app, submission.visit, submission.form, error))
        }
      },
    ]
      + changing(
        "/apps/{sid}/keys/{thumbprint}/remove", FoundKey.init, trail: \.trail, Confirmation.removeKey
      ) { found, submission in
        try await found.remove(submission)
      }
      + changing(
        "/apps/{sid}/keys/{thumbprint}/revoke", FoundKey.init, trail: \.trail, Confirmation.revokeKey
      ) { found, submission in
        try await found.remove(submission, compromised: true)
      }
  }

  static func keySection(of app: App) -> HTML {
    let path = "/apps/\(app.sid)/keys"
    let rows = (app.keys ?? []).map { key in
      [
        .identifier(key.thumbprint), key.status.badge, "\(key.jwk?.kid ?? "none")", .time(key.dateCreated),
        .time(key.dateRemoved, none: "no"), actions(on: key, path),
      ] as [HTML]
    }
    let note: HTML? =
      app.tokenEndpointAuthMethod.usesSecret
      ? """
      <p>The app authenticates by its secret now. With a key of its own it needs none: once there is one below,
      \(.link("/apps/\(app.sid)/authentication", "have it authenticate by keys")).</p>
      """ : nil
    return .section(
      "Public keys", id: "keys",
      """
      \(note)
      \(rows.isEmpty ? "<p>There is none.</p>"
        : .table("Public keys", ["Thumbprint", "State", "Called", "Added", "Removed", "Actions"], rows))
      <p class="actions">\(.button("\(path)/add", "Add a public key"))</p>
      """)
  }

  private static func actions(on key: AppKey, _ path: String) -> HTML {
    let remove = HTML.link("\(path)/\(key.thumbprint)/remove", "Remove")
    let revoke = HTML.link("\(path)/\(key.thumbprint)/revoke", "Remove as compromised")
    return switch key.status {
    case .active: "\(remove), \(revoke)"
    case .removed: revoke
    case .compromised: .empty
    }
  }

  private static func newKey(_ app: App, _ visit: Visit, _ form: Form, _ error: (any Error)? = nil) -> Page {
    Confirmation.addKey.page(visit, trail(to: app), fields: keyFields(form), error)
  }

  /// What was pasted is not shown again: it may have been the private key.
  private static func keyFields(_ form: Form) -> HTML {
    """
    <p>Make the pair where the program runs, and leave the private half there. The second line prints what to paste
    here:</p>
    <pre><code>(umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out app.key)
    openssl pkey -in app.key -pubout</code></pre>
    \(.text("Public key", "key", note: "PEM, or a JSON Web Key."))
    \(.field("Its name", "kid", form["kid"] ?? "",
      note: "The kid that the program's assertions have, if any; else what the key says."))
    """
  }
}

/// The key in the path, and whose it is.
private struct FoundKey: Sendable {
  let app: App
  let key: AppKey

  init(_ visit: Visit) async throws {
    app = try await visit.ask(AppsGet(sid: try visit.sid()))
    let thumbprint = visit.request.parameters.dropFirst().first.flatMap { KeyThumbprint(String($0)) }
    guard let key = app.keys?.first(where: { $0.thumbprint == thumbprint }) else {
      throw RequestFault(.notFound, "the app has no such key; its page has those that there are")
    }
    self.key = key
  }

  var trail: [Page.Crumb] { Console.trail(to: app) }

  func remove(_ submission: Submission, compromised: Bool? = nil) async throws -> Console.Outcome {
    _ = try await submission.change(
      AppsRemoveKey(sid: app.sid, thumbprint: key.thumbprint, compromised: compromised))
    return .see("/apps/\(app.sid)")
  }
}

extension Form {
  /// - Throws: ``RequestFault`` that says nothing of the text: it may be a private key.
  fileprivate func publicKey() throws(RequestFault) -> PublicJWK {
    guard let text = self["key"] else { throw RequestFault(.badRequest, "paste the public key into the form") }
    do throws(KeyFileError) { return try PublicJWK(fileText: text, kid: self["kid"]) } catch {
      throw RequestFault(.badRequest, "this is not a public key that is served: \(error)")
    }
  }
}

extension AppKeyStatus {
  fileprivate var badge: HTML {
    switch self {
    case .active: .badge("works", .good)
    case .removed: .badge("removed")
    case .compromised: .badge("compromised", .bad)
    }
  }
}

extension Confirmation {
  fileprivate static let addKey = Confirmation(
    title: "Add a public key",
    consequence: "Whoever has its private half can get tokens of this app, as long as the app authenticates by keys.",
    button: "Add")

  fileprivate static func removeKey(_ found: FoundKey) -> Confirmation {
    Confirmation(
      title: "Remove a public key",
      consequence: """
        \(.identifier(found.key.thumbprint)) Nobody gets a token with this key any more. Tokens that were issued with \
        it work until they expire. If it is the app's only key, the app gets no tokens by keys until you add another. \
        The key can be added again.
        """, button: "Remove")
  }

  fileprivate static func revokeKey(_ found: FoundKey) -> Confirmation {
    Confirmation(
      title: "Remove a public key of \(found.app.friendlyName) as compromised",
      consequence: """
        \(.identifier(found.key.thumbprint)) Nobody gets a token with this key any more, and every token that was \
        issued with it is refused from now on. There is no way back: the key can't be added again. Tokens of the app's \
        other keys live on. If it is the app's only key, the app gets no tokens by keys until you add another.
        """, name: found.app.friendlyName.text, button: "Remove as compromised")
  }
}
