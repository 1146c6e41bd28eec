import WireProtocol

/// What an entry has to follow.
struct ChainLink: Sendable {
  let number: Int
  /// As it is stored; `nil` as long as it is not looked up.
  let hash: EntryHash?
  /// What the content has, which is another where either was altered.
  let computed: EntryHash?

  init(number: Int) {
    self.number = number
    hash = nil
    computed = nil
  }

  init(_ checkpoint: AuditCheckpoint) {
    self.init(number: checkpoint.number, hash: checkpoint.hash, computed: checkpoint.hash)
  }

  init(number: Int, hash: EntryHash, computed: EntryHash) {
    self.number = number
    self.hash = hash
    self.computed = computed
  }
}

/// An entry as its row has it.
struct StoredEntry {
  let number: Int
  let hash: EntryHash
  private let json: [UInt8]
  /// As ``AuditEntry/columnValues``.
  private let columnValues: [any ColumnValue]

  init(row: Row) throws {
    number = try row.value("number")
    hash = EntryHash(try row.value("hash", as: [UInt8].self)) ?? .ofNone
    json = try row.value("entry")
    columnValues = try [
      row.value("date", as: Int.self), row.value("account_sid", as: String?.self),
      row.value("app_sid", as: String?.self), row.value("actor", as: String.self),
      row.value("method", as: String.self), row.value("outcome", as: String.self),
    ]
  }

  var link: ChainLink { ChainLink(number: number, hash: hash, computed: EntryHash(of: json)) }

  /// What is wrong with it, or with what should stand before it; `nil` if nothing is.
  func fault(after last: ChainLink) -> AuditFault? {
    if number > last.number + 1 {
      let gap = last.number + 1 == number - 1 ? "is missing" : "is missing, as is what followed up to \(number - 1)"
      return AuditFault(number: last.number + 1, fault: "\(gap): removed")
    }
    return fault(of: last).map { AuditFault(number: number, fault: $0) }
  }

  private func fault(of last: ChainLink) -> String? {
    guard EntryHash(of: json) == hash else { return "was altered: its content does not have its hash" }
    guard let entry = try? AuditEntry(stored: json) else { return "is none of this service's: it can't be read" }
    guard entry.number == number else { return "was moved: it was written as entry \(entry.number)" }
    guard entry.previous == last.hash || entry.previous == last.computed else {
      return "does not follow entry \(last.number): one of them was put in or replaced"
    }
    let differing = zip(entry.columnValues, columnValues).map { $0.sqlValue != $1.sqlValue }.firstIndex(of: true)
    return differing.map { "was altered: it is listed under another \(AuditEntry.columns[$0]) than it tells" }
  }
}
