import RPC
import WireProtocol

extension Client {
  /// The reply; `nil` if the service has nothing by that name.
  func find<M: Method>(_ method: M, within call: Call) async throws -> M.Reply? {
    do {
      return try await self.call(method, within: call)
    } catch let error as ServiceError where error.code == .notFound {
      return nil
    }
  }
}
