import RPC
import TestSupport
import WireProtocol

extension ChangeLoop {
  static let scope = "/twilio/messaging/messages/*"

  /// Changes that root makes with `oauthctl` in an account.
  static func byOauthctl(in account: AccountSID) -> ChangeLoop {
    ChangeLoop(
      Calls(
        create: { name, key in
          try await PristineHost.ask(
            CreatedApp.self, "app", "create", name, "--account", account.text, "--scope", scope, "--idempotency-key",
            key.text)
        },
        rotate: { app, key in
          try await PristineHost.ask(IssuedSecret.self, "secret", "rotate", app.text, "--idempotency-key", key.text)
        },
        secrets: { app in
          try await PristineHost.ask(Page<Secret>.self, "secret", "list", app.text).items.map(\.sid)
        },
        works: { app, secret in
          let command = ["oauthctl", "token", "issue", app.text, "--secret-file", "-"]
          return try await PristineHost.run(command, input: secret.revealed).status == 0
        }))
  }

  /// What differs between what was told and what there is in an account of the loop's own.
  func discrepancies(_ tally: Tally, in account: AccountSID) async throws -> [String] {
    let arguments = ["app", "list", "--account", account.text, "--page-size", "1000"]
    var listed: [AppSID] = []
    var pageToken: String?
    repeat {
      let page = try await PristineHost.ask(Page<App>.self, arguments + (pageToken.map { ["--page-token", $0] } ?? []))
      listed += page.items.map(\.sid)
      pageToken = page.nextPageToken
    } while pageToken != nil
    return try await discrepancies(tally, listed: listed)
  }
}
