import WireProtocol

extension AuditEntry: Tabulated {
  static var columns: [Column<AuditEntry>] {
    [
      Column("NUMBER") { String($0.number) }, Column("DATE") { $0.date.description }, Column("ACTOR") { $0.actor },
      Column("METHOD") { $0.method }, Column("OUTCOME") { $0.outcomes }, Column("SUBJECT") { $0.subjects },
      Column("CHANGES") { $0.summary }, Column("TRACE") { $0.traceId },
    ]
  }

  /// "access_denied x 12".
  private var outcomes: String { count.map { $0 > 1 ? "\(outcome) x \($0)" : outcome } ?? outcome }

  private var subjects: String? { subject.description.isEmpty ? nil : subject.description }

  /// "friendly_name: Billing -> Invoices".
  private var summary: String? {
    changes?.map { change in
      let (from, to) = (change.from?.excerpt(), change.to?.excerpt())
      return switch (from, to) {
      case (nil, let to?): "\(change.member): \(to)"
      case (let from?, nil): "\(change.member): \(from) -> nothing"
      default: "\(change.member): \(from ?? "") -> \(to ?? "")"
      }
    }.joined(separator: "; ")
  }
}
