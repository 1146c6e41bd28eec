import JSON
import WireProtocol

extension AuditEntry {
  /// By what it is found.
  var columns: ColumnValues {
    [
      ("date", date), ("account_sid", subject[.account]), ("app_sid", subject[.app]), ("actor", actor),
      ("method", method), ("outcome", outcome),
    ]
  }

  init(stored json: [UInt8]) throws {
    let document = try JSONDocument(json, limits: JSONLimits(depth: 8))
    self = try MessageReader.read(AuditEntry.self, from: document.root, unknownMembers: .ignored)
  }
}
