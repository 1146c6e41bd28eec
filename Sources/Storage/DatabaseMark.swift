import Glibc

/// A file beside a database that says that the database was made once. If it is gone then, it was lost, and a new empty
/// one must not take its place without a word.
struct DatabaseMark {
  private let database: String
  private var path: String { "\(database)-made" }

  init(of database: String) {
    self.database = database
  }

  /// - Throws: ``DatabaseLoss`` where the database is gone, or empty. To be called before it is opened, which would
  ///   make one.
  func expectDatabase() throws {
    // The mark first: where it stands, the whole database had been made before.
    guard access(path, F_OK) == 0, FileStatus(path: database)?.size ?? 0 == 0 else { return }
    throw DatabaseLoss("\(database) is gone or empty; restore a backup, or remove \(path) to begin with an empty one")
  }

  /// To be called once the database is whole. A mark that can't be made is made at the next opening.
  func leave() {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }
}

/// Why the file at a database's path is not the database that it ought to be, and what to do about it.
struct DatabaseLoss: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
