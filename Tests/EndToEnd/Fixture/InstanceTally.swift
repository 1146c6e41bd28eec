import Synchronization
import TestSupport

/// Which instance of a service has answered how often.
final class InstanceTally: Sendable {
  private let counts = Mutex<[String: Int]>([:])
  private let hasEnded = Atomic(false)

  var isOver: Bool { hasEnded.load(ordering: .relaxed) }
  var replies: [String: Int] { counts.withLock(\.self) }

  func note(_ instance: String) {
    counts.withLock { $0[instance, default: 0] += 1 }
  }

  /// Forgets what was counted so far.
  func begin() { counts.withLock { $0 = [:] } }
  func end() { hasEnded.store(true, ordering: .relaxed) }

  /// Waits until so many instances have answered.
  func awaitReplies(of count: Int) async throws {
    try await waitUntil { replies.count >= count }
  }
}
