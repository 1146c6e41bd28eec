import Glibc

/// The lock by which the instances of a service know of one another. Each holds it as long as it runs; the kernel takes
/// it back when a process ends, in whatever way.
///
/// It is a file of its own that no other user can open. Reading rights are all that flock(2) asks for, so a lock on the
/// page itself could be taken, and kept, by anybody.
final class InstanceLock: Sendable {
  /// What the lock asks of the system; tests put faults here.
  struct System: Sendable {
    /// flock(2); returns an errno, or 0.
    var lock: @Sendable (CInt, CInt) -> CInt = { flock($0, $1) == 0 ? 0 : errno }
    var pause: @Sendable () -> Void = { usleep(10_000) }
  }

  private let path: String
  private let descriptor: CInt
  private let system: System

  /// With the system's pause of 10 ms, about 5 s.
  private static let tries = 500

  init(path: String, system: System = System()) throws(ChangePageError) {
    // A disk that has turned read-only still gives a lock.
    descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw ChangePageError(path, errno) }
    self.path = path
    self.system = system
  }

  deinit {
    close(descriptor)
  }

  /// Joins the instances, after one that is just starting or ending.
  /// - Returns: Whether there is no other. If so, none gets in before ``share()``.
  func join() throws(ChangePageError) -> Bool {
    try wait(for: LOCK_EX, LOCK_SH) == LOCK_EX
  }

  /// Lets others in.
  func share() throws(ChangePageError) {
    _ = try wait(for: LOCK_SH)
  }

  /// Leaves the instances.
  /// - Parameter body: Runs if there is no other; none gets in before it has run.
  func leave(last body: () -> Void) {
    // Of two that leave at once, one gets the lock: either has given up its old one when it asks for the new.
    if (try? take(LOCK_EX)) == true { body() }
    _ = try? take(LOCK_UN)
  }

  /// Takes the first of several locks that can be had.
  private func wait(for kinds: CInt...) throws(ChangePageError) -> CInt {
    for _ in 0..<Self.tries {
      for kind in kinds where try take(kind) { return kind }
      system.pause()
    }
    throw ChangePageError(path, "another process has kept it locked for too long", cure: "end that process")
  }

  /// - Returns: `false` if the lock of another process is in the way.
  private func take(_ kind: CInt) throws(ChangePageError) -> Bool {
    while true {
      switch system.lock(descriptor, kind | LOCK_NB) {
      case 0: return true
      case EWOULDBLOCK: return false
      case EINTR: continue
      case let number: throw ChangePageError(path, number)
      }
    }
  }
}
