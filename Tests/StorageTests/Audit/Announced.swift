import Synchronization
import WireProtocol

/// The checkpoints that the journal would have.
final class Announced: Sendable {
  private let state = Mutex<[AuditCheckpoint]>([])

  var checkpoints: [AuditCheckpoint] { state.withLock(\.self) }

  @Sendable func add(_ checkpoint: AuditCheckpoint) {
    state.withLock { $0.append(checkpoint) }
  }
}
