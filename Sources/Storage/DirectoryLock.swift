import Glibc

/// A lock on the directory of a file, which instances of a service hold one after the other. The file itself must not
/// be opened for that: SQLite's own locks on it end when any descriptor of it is closed.
enum DirectoryLock {
  /// Runs a body alone among the instances; beside them if the directory can't be locked.
  static func hold(beside file: String, _ body: () -> Void) {
    let directory = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    body()
  }
}
