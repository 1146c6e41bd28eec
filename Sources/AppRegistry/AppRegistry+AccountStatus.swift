import RPC
import Storage
import WireProtocol

extension AppRegistry {
  func suspendAccount(_ request: AccountsSuspend, _ call: Call) async throws -> Account {
    try await change(request.sid, to: .suspended, call) { try KeyedRequest(request, call, at: $0) }
  }

  func resumeAccount(_ request: AccountsResume, _ call: Call) async throws -> Account {
    try await change(request.sid, to: .active, call) { try KeyedRequest(request, call, at: $0) }
  }

  func closeAccount(_ request: AccountsClose, _ call: Call) async throws -> Account {
    try await change(request.sid, to: .closed, call) { try KeyedRequest(request, call, at: $0) }
  }

  /// Changes nothing, not even the date, where the account has the status already.
  /// - Throws: `not_found`; `conflict` if it is closed, or is to be resumed below a closed one.
  private func change(
    _ sid: AccountSID, to status: AccountStatus, _ call: Call, once request: (Timestamp) throws -> KeyedRequest?
  ) async throws -> Account {
    let now = clock()
    return try await store.change(.everyApp, once: request(now)) { transaction in
      let account = try transaction.account(sid)
      // Below a closed account there is still something to take away, nothing to give.
      if status == .active { try transaction.requireOpen(account) }
      guard account.status != .closed else { throw ServiceError.accountClosed(sid) }
      call.note(before: account)
      return account
    } write: { transaction, account in
      guard account.status != status else {
        call.noteNothingChanged()
        return account
      }
      try transaction.setStatus(of: sid, to: status, now)
      return try transaction.account(sid)
    }
  }
}
