import JSON
import WireProtocol

extension AuditEntry {
  /// By what it is found.
  static let columns = ["date", "account_sid", "app_sid", "actor", "method", "outcome"]

  /// In the order of ``columns``.
  var columnValues: [any ColumnValue] { [date, subject[.account], subject[.app], actor, method, outcome] }

  init(stored json: [UInt8]) throws {
    let document = try JSONDocument(json, limits: JSONLimits(depth: 8))
    self = try MessageReader.read(AuditEntry.self, from: document.root, unknownMembers: .ignored)
  }
}
