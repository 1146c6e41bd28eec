import Foundation
import Glibc
import Storage
import TestSupport
import WireProtocol

/// A change page and a database, in a directory of their own.
final class PageFixture {
  let path: String
  let database: String
  /// Where a database that is open has its write-ahead log.
  var log: String { "\(database)-wal" }
  private let directory: TemporaryDirectory

  /// - Parameter parent: Production's pages are on a tmpfs.
  init(in parent: String = "/dev/shm") throws {
    directory = try TemporaryDirectory(in: parent)
    path = "\(directory.path)/changes"
    database = "\(directory.path)/db"
    try write("empty")
  }

  /// An instance of the service that owns the page.
  func signal(clock: PageClock = .system) throws -> ChangeSignal {
    try ChangeSignal(path: path, database: database, clock: clock)
  }

  /// Another service, or an instance of the same one.
  func watch(isOwn: Bool = false) -> ChangeWatch { ChangeWatch(path: path, isOwn: isOwn) }

  func change(_ signal: ChangeSignal, _ subject: ChangeSubject) throws {
    try signal.finish(signal.begin(subject))
  }

  /// Puts another database in the place of the one so far.
  func write(_ content: String) throws {
    try Data(content.utf8).write(to: URL(filePath: database), options: .atomic)
  }

  /// Moves the page away, under another name.
  func moveAway() { rename(path, "\(path)-moved") }

  /// Removes the page and the log beside the database.
  func clear() {
    for file in [path, "\(path)-moved", log] { unlink(file) }
  }

  /// Puts a page in the place of the one so far on which nothing has happened yet.
  func replace() {
    close(open("\(path)-new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644))
    truncate("\(path)-new", 36_864)
    rename("\(path)-new", path)
  }
}

extension ChangeWatch {
  var version: AppVersion? { version(of: .sample) }
}
