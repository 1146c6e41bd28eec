package import RPC
package import WireProtocol

extension Store {
  /// Serves the audit trail to operators alone.
  package var auditRoutes: [Route] {
    auditMethods.serve(
      AuditList.served(by: { request, call in
        guard call.callers.contains(.operators) else {
          throw ServiceError(
            .accessDenied,
            "only operators see what \(self.name) did; the app registry shows an account's people its own")
        }
        return try await self.auditEntries(request)
      }), AuditVerify.served(by: verifyAuditTrail))
  }

  package func verifyAuditTrail(_ request: AuditVerify, _ call: Call) async throws -> AuditVerification {
    try await ChainCheck(request).run(in: self)
  }
}
