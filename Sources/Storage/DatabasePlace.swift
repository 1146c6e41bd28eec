import Glibc

/// The files of an open database, as they stood at its path when it had been opened: itself, its log and the index of
/// that. None of them is removed or replaced as long as a connection is open, unless by somebody else.
struct DatabasePlace: Sendable {
  private let path: String
  private let files: [(suffix: String, status: FileStatus)]

  init(path: String) {
    self.path = path
    files = ["", "-wal", "-shm"].compactMap { suffix in FileStatus(path: path + suffix).map { (suffix, $0) } }
  }

  /// - Throws: ``DatabaseLoss`` unless the next start will find what has been committed.
  func expectFiles() throws(DatabaseLoss) {
    guard files.allSatisfy(isInPlace), isUncut else {
      throw DatabaseLoss(
        "\(path) was removed or replaced as the service ran, and what was written since is in no file; "
          + "put it back, or restore a backup while the services are stopped")
    }
  }

  /// Whether the database may be opened anew beside the connections that are open. One file of the former database
  /// beside one of another would mix them.
  var permitsOpening: Bool {
    files.allSatisfy(isInPlace) || !files.contains(where: isInPlace)
  }

  /// Takes the log from beside another database, for the next start. To be called when the connections are closed.
  func removeStrayLog() {
    guard let file = files.first, !isInPlace(file), FileStatus(path: path) != nil else { return }
    for log in files.dropFirst() where isInPlace(log) { unlink(path + log.suffix) }
  }

  private func isInPlace(_ file: (suffix: String, status: FileStatus)) -> Bool {
    FileStatus(path: path + file.suffix)?.isSameFile(as: file.status) == true
  }

  private var isUncut: Bool {
    guard let file = files.first, let found = FileStatus(path: path) else { return false }
    return found.size >= file.status.size
  }
}
