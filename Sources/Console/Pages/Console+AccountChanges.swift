import HTTP
import RPC
import WireProtocol

extension Console {
  /// What operators can do to an account. Each is told on a page of its own before it is done.
  var accountChangeRoutes: [HTTPRoute] {
    changing("/accounts/{sid}/suspend", Confirmation.suspend) { account, submission in
      _ = try await submission.change(AccountsSuspend(sid: account.sid))
      return .see("/accounts/\(account.sid)")
    }
      + changing("/accounts/{sid}/resume", Confirmation.resume) { account, submission in
        _ = try await submission.change(AccountsResume(sid: account.sid))
        return .see("/accounts/\(account.sid)")
      }
      + changing("/accounts/{sid}/close", Confirmation.close) { account, submission in
        _ = try await submission.change(AccountsClose(sid: account.sid))
        return .see("/accounts/\(account.sid)")
      }
  }

  private func changing(
    _ path: String, _ confirmation: @escaping @Sendable (Account) -> Confirmation,
    _ change: @escaping @Sendable (Account, Submission) async throws -> Outcome
  ) -> [HTTPRoute] {
    changing(path, Self.accountToChange, trail: Self.trail(to:), confirmation, change)
  }

  private static func accountToChange(_ visit: Visit) async throws -> Account {
    let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
    try visit.requireOperator("suspends, resumes and closes accounts")
    return account
  }

  /// The ways to these changes, for whoever may go them.
  static func stateChanges(_ visit: Visit, _ account: Account) -> HTML? {
    guard visit.isOperator, account.status != .closed else { return nil }
    let path = "/accounts/\(account.sid)"
    let change = account.status == .suspended ? ("resume", "Resume") : ("suspend", "Suspend")
    return .section(
      "Change its state", id: "state",
      """
      <p class="actions">\(.button("\(path)/\(change.0)", change.1))
      \(.button("\(path)/close", "Close", isGrave: true))</p>
      """)
  }
}

extension Confirmation {
  fileprivate static func suspend(_ account: Account) -> Confirmation {
    Confirmation(
      title: "Suspend \(account.friendlyName)",
      consequence: """
        Its apps and API keys, and those of its subaccounts, stop working: no app gets a token, and all tokens and \
        keys are refused from the next request on. Nothing new can be made in it; what takes rights away works on. \
        Resuming the account makes all of it work again.
        """, button: "Suspend")
  }

  fileprivate static func resume(_ account: Account) -> Confirmation {
    Confirmation(
      title: "Resume \(account.friendlyName)",
      consequence: """
        Its apps get tokens again, and its tokens and API keys work again, but for what has expired or was taken away \
        meanwhile.
        """, button: "Resume")
  }

  fileprivate static func close(_ account: Account) -> Confirmation {
    Confirmation(
      title: "Close \(account.friendlyName)",
      consequence: """
        Its apps and API keys, and those of its subaccounts, stop working for good: all their tokens and secrets are \
        refused from the next request on. There is no way back. To stop them for a while, suspend the account instead.
        """, name: account.friendlyName.text, button: "Close for good")
  }
}
