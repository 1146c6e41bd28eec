package import Glibc
package import WireProtocol

extension Store {
  /// Writes into the audit trail that the database was put back as it was at an earlier moment, by a user of the host.
  package func noteRestoration(of moment: Timestamp, by user: uid_t, login: String?) async throws {
    guard let trail else { return }
    try await queue.perform { transaction in
      try transaction.appendAuditEntry { last in
        AuditEntry(
          number: last.number + 1, previous: last.hash, service: trail.service, date: trail.settings.clock(),
          caller: .operator, uid: Int(user), login: login, actorSid: nil, method: "state.restore",
          outcome: AuditEntry.made, subject: Subject(),
          changes: [MemberChange(member: "state", from: nil, to: moment.description)])
      }
    }
  }
}
