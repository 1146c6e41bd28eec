import HTTP
import NIOHTTP1
import WireProtocol

extension FriendlyName {
  /// - Parameter text: What somebody has typed.
  /// - Throws: ``RequestFault`` for what can't be a name.
  init(typed text: String) throws(RequestFault) {
    do throws(TextFault) { try self.init(text) } catch {
      throw RequestFault(.badRequest, "the name: \(error.clause)")
    }
  }
}
