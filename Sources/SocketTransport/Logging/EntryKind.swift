package import Logging
package import WireProtocol

/// The kinds of entries that an administrator may want to find, or to have explained by `journalctl --catalog`. A line
/// on a terminal has the name (`kind=change_made`), the journal has `MESSAGE_ID=` (systemd.journal-fields(7));
/// `units/catalog` explains each.
package enum EntryKind: String, CaseIterable, Sendable {
  case changeMade = "change_made"
  case changeRefused = "change_refused"
  case requestRefused = "request_refused"
  case requestFailed = "request_failed"
  case clientAuthenticationFailed = "client_authentication_failed"
  case entriesSummed = "entries_summed"
  case userLimitReached = "user_limit_reached"
  case startedDegraded = "started_degraded"
  case healthyAgain = "healthy_again"
  case databaseUnusable = "database_unusable"
  case databaseCreated = "database_created"
  case credentialUnusable = "credential_unusable"
  case changePageLost = "change_page_lost"
  case catalogueRefused = "catalogue_refused"
  case settingRefused = "setting_refused"
  case auditCheckpoint = "audit_checkpoint"
  case stateRestored = "state_restored"

  /// 128 random bits; for good, whatever the kind is called.
  package var messageID: String {
    switch self {
    case .changeMade: "a17d56c2c40f44ca860b256989f84232"
    case .changeRefused: "74a28c2bbd264519b619891c6d334e23"
    case .requestRefused: "03e29023d4a14ffcb7811db956e513fc"
    case .requestFailed: "34bdf97e471e4206b17fcfcac34bd991"
    case .clientAuthenticationFailed: "e05cefc5b4a34f6495cab1bc862ef668"
    case .entriesSummed: "3b60a581d9b0494ab83218b901362f63"
    case .userLimitReached: "2d29c71b0e9e4814a0217ad5860aaff0"
    case .startedDegraded: "1cc77dea80e34a89843ee9c6ebf4e21f"
    case .healthyAgain: "654345df253d4fa1864fbea5daee051a"
    case .databaseUnusable: "4cdfd7385ec4403eb3d5f1d93c5b5d14"
    case .databaseCreated: "cff2475767214edb94477bec3e7dd639"
    case .credentialUnusable: "fdc34e14d26f425e9977334fc563cb5a"
    case .changePageLost: "36a40c4e2ce54c7681b06e47e9339871"
    case .catalogueRefused: "4cff2f3cdbf24761a2251cf4c44df4b0"
    case .settingRefused: "6a29f33fd2ae478b8f1788b5845e1c73"
    case .auditCheckpoint: "1c9e4f0a6d5b4b7f9a3c52e87b10d6f4"
    case .stateRestored: "b6f2c1d07e0a4c5d8a41f3907d52ce1b"
    }
  }
}

extension Logger.Metadata {
  /// The key under which an entry's metadata has its ``EntryKind``.
  static let kindKey = "kind"

  /// An entry of a kind: `logger.warning("...", metadata: .kind(.startedDegraded))`.
  package static func kind(_ kind: EntryKind) -> Logger.Metadata { [kindKey: "\(kind.rawValue)"] }

  /// A checkpoint of the audit trail, in fields that `oauthctl audit verify` reads.
  package static func checkpoint(_ checkpoint: AuditCheckpoint) -> Logger.Metadata {
    var metadata = Logger.Metadata.kind(.auditCheckpoint)
    metadata["audit_number"] = "\(checkpoint.number)"
    metadata["audit_hash"] = "\(checkpoint.hash)"
    metadata["audit_trail"] = checkpoint.trail.map { "\($0)" }
    return metadata
  }
}
