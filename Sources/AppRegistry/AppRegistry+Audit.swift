import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var auditRoutes: [Route] {
    auditMethods.serve(AuditList.served(by: listAudit), AuditVerify.served(by: store.verifyAuditTrail))
  }

  /// Operators see all, a person what happened in an account whose apps it may use (R3). A user is found by any of its
  /// names, and whoever was no user under the same name with it.
  func listAudit(_ request: AuditList, _ call: Call) async throws -> Page<AuditEntry> {
    let filter = try AuditFilter(request)
    let caller = try await caller(of: call)
    return try await store.read { transaction in
      let principal = try Principal(caller, in: transaction)
      if case .person = principal {
        guard let account = request.accountSid else { throw ServiceError.accountToBeNamed }
        _ = try transaction.account(account, for: principal, to: .useApps)
      }
      let actors = try request.actor.map { try transaction.recordings(of: $0) } ?? []
      return try transaction.auditEntries(filter.with(actors: actors), request)
    }
  }
}

extension ServiceError {
  fileprivate static let accountToBeNamed = ServiceError(
    .invalidParams, "account_sid: name the account whose entries you want to see; accounts.list shows yours",
    path: "account_sid")
}
