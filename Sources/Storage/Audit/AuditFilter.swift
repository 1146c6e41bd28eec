package import WireProtocol

/// Which entries of an audit trail are asked for.
package struct AuditFilter: Sendable {
  private let request: AuditList
  /// Any of them; empty for everybody.
  private var actors: [String]

  /// - Throws: `invalid_params` for a word that no entry can have, such as a method with a wildcard.
  package init(_ request: AuditList) throws(ServiceError) {
    self.request = request
    actors = request.actor.map { [$0] } ?? []
    try Self.check(request.method, "method", "a method's whole name, such as apps.update", Self.isOfName)
    try Self.check(request.outcome, "outcome", "ok, or the symbol of an error, such as access_denied", Self.isOfName)
    try Self.check(
      request.actor, "actor", "the SID of a user, an API key or an app, a login name, or uid and a number",
      Self.isOfActor)
  }

  /// The same for whoever the actor's name stands for.
  package func with(actors: [String]) -> AuditFilter {
    var filter = self
    filter.actors = actors
    return filter
  }

  /// What tells the list from every other.
  package var list: String {
    let words = [
      request.accountSid?.text, request.appSid?.text, request.actor, request.method, request.outcome,
      request.since?.description, request.until?.description,
    ]
    return "\(AuditList.name) " + words.map { $0 ?? "" }.joined(separator: "|")
  }

  /// The query of a page, newest first. Of the conditions the first alone is looked up in an index, which has its rows
  /// in this order. Without one that has an index of its own, that of the dates is read.
  func selection(after number: Int64, limit: Int) -> (sql: String, values: [any ColumnValue]) {
    var conditions: [String] = []
    var values: [any ColumnValue] = []
    func append(_ condition: String, _ operands: any ColumnValue...) {
      conditions.append(condition)
      values += operands
    }
    func demand(_ column: String, _ value: (any ColumnValue)?, _ comparison: String = "= ?") {
      guard let value else { return }
      // A sign before a column keeps its index out of use.
      append("\(conditions.isEmpty ? "" : "+")\(column) \(comparison)", value)
    }
    demand("account_sid", request.accountSid)
    if request.outcome != AuditEntry.made {
      demand("outcome", request.outcome, "= ? AND outcome <> '\(AuditEntry.made)'")
    }
    demand("app_sid", request.appSid)
    if !actors.isEmpty {
      conditions.append("+actor IN (\(actors.map { _ in "?" }.joined(separator: ", ")))")
      values += actors
    }
    demand("method", request.method)
    if request.outcome == AuditEntry.made { conditions.append("+outcome = '\(AuditEntry.made)'") }
    if let since = request.since { append("date >= ?", since) }
    if let until = request.until { append("date < ?", until) }
    if number < .max {
      append("(date, number) < ((SELECT date FROM audit_entries WHERE number = ?), ?)", number, number)
    }
    let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
    return (
      "SELECT number AS id, entry FROM audit_entries \(condition)ORDER BY date DESC, number DESC LIMIT ?",
      values + [limit]
    )
  }

  private static func check(
    _ word: String?, _ member: String, _ form: String, _ isAllowed: (UInt8) -> Bool
  ) throws(ServiceError) {
    guard let word, word.isEmpty || !word.utf8.allSatisfy(isAllowed) else { return }
    throw ServiceError(
      .invalidParams, "\(member): \(word.quoted) is not \(form); there are no wildcards", path: member)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func isOfActor(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F
  }
}
