import GRDB
import RPC
import WireProtocol

extension Database {
  /// An app that the caller may change.
  /// - Throws: `role_not_permitted`, `not_found`; `conflict` unless its account is active.
  func changeableApp(_ sid: AppSID, for call: Call) throws -> App {
    let app = try app(sid, for: Principal(of: call, in: self))
    try requireActive(account(app.accountSid))
    return app
  }
}
