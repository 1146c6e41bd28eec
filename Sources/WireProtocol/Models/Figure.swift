/// What a service tells of itself in `service.metrics` beside its requests. What each is called, its unit included, and
/// what it means stands here and nowhere else.
package enum Figure: String, CaseIterable, Sendable {
  case residentMemoryBytes = "resident_memory_bytes"
  case processorMicroseconds = "processor_microseconds"
  case arrivingBytes = "arriving_bytes"
  case heldBytes = "held_bytes"
  case waitingRequests = "waiting_requests"
  case heldRefusals = "held_refusals"
  case databaseBytes = "database_bytes"
  case databaseCommits = "database_commits"
  case databaseChanges = "database_changes"
  case databaseMicroseconds = "database_microseconds"
  case keptAnswers = "kept_answers"
  case keptBytes = "kept_bytes"
  case questions = "questions"
  case signatures = "signatures"
  case signingMicroseconds = "signing_microseconds"
  case signingKeyAgeSeconds = "signing_key_age_seconds"
  case signingKeyRemainingSeconds = "signing_key_remaining_seconds"
  case expiringSecrets = "expiring_secrets"

  package enum Kind: String, Sendable {
    /// As it is now.
    case gauge
    /// Since the start of the process.
    case counter
  }

  /// Days before its end from which on a secret counts as expiring.
  package static let expiryNotice = 7
  /// As far as expiring secrets are counted.
  package static let mostExpiringSecrets = 10_000

  package var kind: Kind {
    switch self {
    case .processorMicroseconds, .databaseCommits, .databaseChanges, .databaseMicroseconds, .questions, .signatures,
      .signingMicroseconds:
      .counter
    default: .gauge
    }
  }

  package var meaning: String {
    switch self {
    case .residentMemoryBytes: "Memory of the process that is in RAM, what it shares with others included."
    case .processorMicroseconds: "Processor time of the process, the kernel's for it included."
    case .arrivingBytes: "Bytes of messages that are not whole yet."
    case .heldBytes: "Bytes of requests that wait and of replies that their callers have not read."
    case .waitingRequests: "Requests that wait for the disk or another service."
    case .heldRefusals: "Refusals that are held back to slow down who guesses."
    case .databaseBytes: "Size of the database's file, without its write-ahead log."
    case .databaseCommits: "Transactions that wrote."
    case .databaseChanges: "Changes that these carried out or refused; those that come together share one."
    case .databaseMicroseconds: "Time that these took, the wait for the disk included."
    case .keptAnswers: "Answers of other services that are kept."
    case .keptBytes: "What the policies and public keys of known apps take."
    case .questions: "Questions whose answer was not known, so that another service or the disk was asked."
    case .signatures: "Signatures that were made."
    case .signingMicroseconds: "Time that these took."
    case .signingKeyAgeSeconds: "Since the key that signs has begun to sign."
    case .signingKeyRemainingSeconds: "Until a new key takes the place of the one that signs."
    case .expiringSecrets:
      "Secrets that work and end within \(Self.expiryNotice) days, at most \(Self.mostExpiringSecrets)."
    }
  }
}

/// What was measured, of what there is.
package typealias Figures = [Figure: Int]

extension Figures {
  package static func + (one: Figures, other: Figures) -> Figures { one.merging(other) { $1 } }
}
