import Dispatch
package import WireProtocol

extension Peer {
  /// The login name of the peer's user, `nil` if it has none. The name service may ask another host, so look-ups keep
  /// nobody waiting, not even one another.
  /// - Throws: `unavailable` where that can't be told.
  package func lookUpLoginName() async throws(ServiceError) -> String? {
    try await withCheckedContinuation { continuation in
      DispatchQueue.loginNames.async {
        continuation.resume(returning: Result { () throws(ServiceError) in try loginName() })
      }
    }.get()
  }
}

extension DispatchQueue {
  fileprivate static let loginNames = DispatchQueue(label: "login names", attributes: .concurrent)
}
