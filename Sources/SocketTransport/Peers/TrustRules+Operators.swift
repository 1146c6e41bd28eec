import Dispatch
import Glibc
import SystemCalls
package import WireProtocol

extension TrustRules {
  /// Whether a user of the host is an operator by now: a process keeps the groups that it has from its login. The name
  /// service may ask another host, so this keeps nobody waiting.
  /// - Throws: `unavailable` where that can't be told.
  package func isOperator(_ userID: UInt32) async throws(ServiceError) -> Bool {
    try await withCheckedContinuation { continuation in
      DispatchQueue.groups.async {
        continuation.resume(returning: Result { () throws(ServiceError) in try hasOperatorRights(userID) })
      }
    }.get()
  }

  private func hasOperatorRights(_ userID: uid_t) throws(ServiceError) -> Bool {
    if users[userID]?.contains(.operators) == true { return true }
    do throws(SystemError) {
      return try UserDatabase.groupIDs(of: userID)?.contains { groups[$0]?.contains(.operators) == true } ?? false
    } catch {
      throw ServiceError(.unavailable, "whether uid \(userID) is an operator can't be told: \(error); try again later")
    }
  }
}

extension DispatchQueue {
  fileprivate static let groups = DispatchQueue(label: "groups of users", attributes: .concurrent)
}
