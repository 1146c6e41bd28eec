import Synchronization

/// Numbers the moments at which something new came to a process: a message has arrived, or a change was made here. What
/// was looked at in the present moment is as good as what would be seen now: every request in hand had arrived before,
/// so it may be answered by the state of that time. So many requests that arrive together share one look.
package final class Moments: Sendable {
  private let passed = Atomic<UInt64>(0)

  package init() {}

  /// To be noted before a look, and compared with after it.
  package var present: UInt64 { passed.load(ordering: .sequentiallyConsistent) }

  /// To be called when something has arrived, before any of it is taken up.
  package func pass() { passed.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}
