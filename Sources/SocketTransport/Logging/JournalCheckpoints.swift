import CSystemd
import Glibc
package import WireProtocol

/// The checkpoints of audit trails that the journal has.
package enum JournalCheckpoints {
  /// As many as a request may name.
  private static let longestList = MessageReader.longestArray

  /// Those that a service has written, the newest of them: of the user that only it runs as, since anybody may write
  /// what looks like one. None where the journal can't be read, and none from before a backup was restored, which has
  /// put an earlier trail in place.
  package static func written(by service: ServiceName) -> [AuditCheckpoint] {
    guard let userID = try? UserDatabase.userID(of: service.user) else { return [] }
    var journal: OpaquePointer?
    guard sd_journal_open(&journal, CInt(SD_JOURNAL_LOCAL_ONLY)) >= 0, let journal else { return [] }
    defer { sd_journal_close(journal) }
    let restored = EntryKind.stateRestored.messageID
    for (kind, writer) in [(EntryKind.auditCheckpoint.messageID, userID), (restored, 0)] {
      guard sd_journal_add_match(journal, "MESSAGE_ID=\(kind)", 0) >= 0,
        sd_journal_add_match(journal, "_UID=\(writer)", 0) >= 0, sd_journal_add_disjunction(journal) >= 0
      else { return [] }
    }
    guard sd_journal_seek_tail(journal) >= 0 else { return [] }
    var found: [AuditCheckpoint] = []
    while found.count < longestList, sd_journal_previous(journal) > 0, field("MESSAGE_ID", of: journal) != restored {
      guard let number = field("OAUTH_AUDIT_NUMBER", of: journal).flatMap({ Int($0) }),
        let hash = field("OAUTH_AUDIT_HASH", of: journal).flatMap({ EntryHash($0) }),
        let trail = field("OAUTH_AUDIT_TRAIL", of: journal).flatMap({ EntryHash($0) })
      else { continue }
      found.append(AuditCheckpoint(number: number, hash: hash, trail: trail))
    }
    return found
  }

  private static func field(_ name: String, of journal: OpaquePointer) -> String? {
    var data: UnsafeRawPointer?
    var length = 0
    guard sd_journal_get_data(journal, name, &data, &length) >= 0, let data else { return nil }
    let text = String(decoding: UnsafeRawBufferPointer(start: data, count: length), as: UTF8.self)
    return String(text.dropFirst(name.count + 1))
  }
}
