import WireProtocol

/// Entries of the audit trail, as people say them.
enum AuditWords {
  private static let deeds: [String: Deed] = Dictionary(
    ServiceName.allCases.flatMap(\.methods).compactMap { method in
      method.effect.deed.map { (method.name, $0) }
    }
  ) { first, _ in first }

  static func table(_ entries: [AuditEntry]) -> HTML {
    guard !entries.isEmpty else { return "<p>Nothing is written down about this.</p>" }
    return .table("Audit trail", ["When", "Who", "What", "Outcome"], entries.map(row))
  }

  private static func row(_ entry: AuditEntry) -> [HTML] {
    [.time(entry.date), who(entry), what(entry), outcome(entry)]
  }

  private static func who(_ entry: AuditEntry) -> HTML {
    let name = entry.login ?? entry.caller.rawValue
    let session: HTML? = entry.session.map { #"<br><span class="hint">in session \#($0)</span>"# }
    return "\(name)\(entry.actor == name ? nil : "<br><code class=\"small\">\(entry.actor)</code>" as HTML)\(session)"
  }

  private static func what(_ entry: AuditEntry) -> HTML {
    let sentence = deeds[entry.method].map { $0.sentence(about: entry.subject) } ?? entry.method
    let changes = (entry.changes ?? []).map { change in
      "<li>\(change.member): \(Self.told(change.from)) \u{2192} \(Self.told(change.to))</li>" as HTML
    }
    let words: HTML = entry.outcome == AuditEntry.made ? "\(sentence)" : "tried <code>\(entry.method)</code>"
    return "\(words)\(changes.isEmpty ? nil : "<ul class=\"changes\">\(changes)</ul>" as HTML)"
  }

  private static func told(_ value: String?) -> String {
    if let value, !value.isEmpty { value } else { "nothing" }
  }

  private static func outcome(_ entry: AuditEntry) -> HTML {
    guard entry.outcome != AuditEntry.made else { return .badge("done", .good) }
    let times = entry.count.map { $0 > 1 ? ", \($0.counted("time"))" : "" } ?? ""
    return .badge("refused: \(entry.outcome)\(times)", .warning)
  }
}
