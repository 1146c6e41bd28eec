package import WireProtocol

/// How a service keeps its audit trail.
package struct AuditSettings: Sendable {
  package let clock: WallClock
  /// For how long entries are kept.
  package let retention: AuditRetention
  /// Tells of a checkpoint where it can't be altered together with the database.
  package let announce: @Sendable (AuditCheckpoint) -> Void

  package init(
    clock: @escaping WallClock = { .now }, retention: AuditRetention = .standard,
    announce: @escaping @Sendable (AuditCheckpoint) -> Void = { _ in }
  ) {
    self.clock = clock
    self.retention = retention
    self.announce = announce
  }
}
