/// How far a chain of entries had come once: the number of its last entry, and that entry's hash.
package struct AuditCheckpoint: Codable, Hashable, Sendable {
  package let number: Int
  package let hash: EntryHash
  /// What tells the trail from another database's; `nil` where it is the one at hand.
  package let trail: EntryHash?

  package init(number: Int, hash: EntryHash, trail: EntryHash? = nil) {
    self.number = number
    self.hash = hash
    self.trail = trail
  }
}

/// What was found out about a portion of a service's chain of entries.
package struct AuditVerification: Codable, Equatable, Sendable {
  package let trail: EntryHash
  package let intact: Bool
  /// How many entries were read.
  package let entries: Int
  /// The last that was read; missing where there is none.
  package let last: AuditCheckpoint?
  package let faults: [AuditFault]
  /// To be sent as `after` for the portion that follows.
  package let next: Int?

  package init(trail: EntryHash, entries: Int, last: AuditCheckpoint?, faults: [AuditFault], next: Int?) {
    self.trail = trail
    intact = faults.isEmpty
    self.entries = entries
    self.last = last
    self.faults = faults
    self.next = next
  }
}

/// What is wrong with an entry, or instead of one.
package struct AuditFault: Codable, Equatable, Sendable {
  package let number: Int
  /// A sentence without the number: "was altered ...".
  package let fault: String

  package init(number: Int, fault: String) {
    self.number = number
    self.fault = fault
  }
}
