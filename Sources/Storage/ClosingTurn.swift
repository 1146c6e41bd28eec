import Glibc

/// The turn of one instance among those that close their database, by a lock on the directory that it is in. The file
/// itself must not be opened for that: SQLite's own locks on it end when any descriptor of it is closed.
enum ClosingTurn {
  /// Milliseconds that an instance waits for another, such as one that was stopped with the lock in its hands.
  private static let patience = 5000

  /// Runs a body alone among the instances; beside them if the directory can't be locked.
  static func take(beside file: String, _ body: () -> Void) {
    let directory = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    for _ in 0..<patience where flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      usleep(1000)
    }
    body()
  }
}
