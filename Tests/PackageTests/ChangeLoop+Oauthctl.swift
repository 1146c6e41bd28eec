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
}
