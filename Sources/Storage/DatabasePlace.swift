import Glibc

/// The files of an open database, as they stood at its path when it had been opened.
struct DatabasePlace: Sendable {
  private let path: String
  private let file: FileStatus?
  private let log: FileStatus?

  private var logPath: String { "\(path)-wal" }

  init(path: String) {
    self.path = path
    file = FileStatus(path: path)
    log = FileStatus(path: "\(path)-wal")
  }

  /// - Throws: ``DatabaseLoss`` unless the next start will find what has been committed.
  func expectFiles() throws(DatabaseLoss) {
    if let file, let found = FileStatus(path: path), found.isSameFile(as: file), found.size >= file.size, hasOwnLog {
      return
    }
    throw DatabaseLoss(
      "\(path) was removed or replaced as the service ran, and what was written since is in no file; "
        + "put it back, or restore a backup while the services are stopped")
  }

  /// - Throws: ``DatabaseLoss`` where another database has come to the path: opened there, it would be changed by the
  ///   log of this one.
  func expectNoOtherBesideLog() throws(DatabaseLoss) {
    guard isOtherBesideLog else { return }
    throw DatabaseLoss(
      "\(path) was replaced as the service ran; stop the services, remove \(logPath) and \(path)-shm, and restore the "
        + "backup again")
  }

  /// Takes the log from beside another database, for the next start.
  func removeStrayLog() {
    guard isOtherBesideLog else { return }
    unlink(logPath)
    unlink("\(path)-shm")
  }

  private var hasOwnLog: Bool {
    guard let log else { return true }
    return FileStatus(path: logPath)?.isSameFile(as: log) == true
  }

  private var isOtherBesideLog: Bool {
    guard let file, let found = FileStatus(path: path), log != nil else { return false }
    return !found.isSameFile(as: file) && hasOwnLog
  }
}
