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

package enum AuditRetentionRule: IntegerRule {
  package static let bounds = 1...3650
  package static let standard = 400
  package static let unit = "days"
}

package typealias AuditRetention = BoundedInteger<AuditRetentionRule>
