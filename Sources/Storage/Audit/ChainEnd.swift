import WireProtocol

/// The last entry of the audit trail as a transaction that writes has found or made it. Until it ends nobody else adds
/// one, so the next change need not look it up again. Used on the thread that writes alone.
final class ChainEnd {
  /// `nil` as long as it is not known.
  var last: AuditCheckpoint?
}
