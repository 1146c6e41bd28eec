import Synchronization

/// How many bytes the policies and the keys of apps take that are in memory.
final class LiveBytes: Sendable {
  private let total = Atomic(0)

  var bytes: Int { total.load(ordering: .relaxed) }

  func add(_ bytes: Int) {
    total.add(bytes, ordering: .relaxed)
  }
}
