import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct InstanceLockTests {
  private let directory: TemporaryDirectory
  private var path: String { "\(directory.path)/db-instances" }

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func lock() throws -> InstanceLock { try InstanceLock(path: path) }

  @Test("The first is alone, who joins then is not, and the last one to leave is alone again")
  func order() throws {
    let (first, second) = (try lock(), try lock())
    #expect(try first.join())
    try first.share()
    #expect(try !second.join())
    first.leave { Issue.record("another instance is left") }
    let last = Counter()
    second.leave { last.count() }
    #expect(last.value == 1)
    #expect(try lock().join())
  }

  @Test("An instance that is gone without leaving, killed, is in nobody's way")
  func killed() throws {
    do {
      let killed = try lock()
      #expect(try killed.join())
    }
    #expect(try lock().join())
  }

  @Test("Nobody joins while one is alone: who waits too long is told which file is locked, and what to do")
  func bounded() throws {
    let first = try lock()
    #expect(try first.join())
    let pauses = Counter()
    let second = try InstanceLock(path: path, system: .init(pause: { pauses.count() }))
    let error = #expect(throws: ChangePageError.self) { try second.join() }
    #expect(
      error?.description == "can't use \(path): another process has kept it locked for too long; end that process")
    #expect(pauses.value == 500)
  }

  @Test("Who waits gets in as soon as the other lets it")
  func waiting() throws {
    let first = try lock()
    #expect(try first.join())
    let second = try InstanceLock(path: path, system: .init(pause: { try? first.share() }))
    #expect(try !second.join())
  }

  @Test("A lock that is interrupted is taken all the same")
  func interrupted() throws {
    let calls = Counter()
    let lock = try InstanceLock(
      path: path,
      system: .init(lock: { descriptor, kind in
        calls.count()
        return calls.value <= 3 ? EINTR : flock(descriptor, kind) == 0 ? 0 : errno
      }))
    #expect(try lock.join())
    #expect(calls.value == 4)
  }

  @Test("A lock that the system refuses ends the start with the reason, and is no lock")
  func refused() throws {
    let refusing = try InstanceLock(path: path, system: .init(lock: { _, _ in ENOLCK }))
    let error = #expect(throws: ChangePageError.self) {
      try ChangeSignal(path: "\(directory.path)/changes", database: "\(directory.path)/db", lock: refusing)
    }
    #expect(error?.description.hasPrefix("can't use \(path): No locks available; ") == true)
    refusing.leave { Issue.record("it can't be known whether another instance is left") }
  }

  @Test("No other user can open the file, whatever the umask")
  func mode() throws {
    let lock = try lock()
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    withExtendedLifetime(lock) {}
  }

  @Test("Without a state directory the lock can't be made: the reason and the cure")
  func noDirectory() throws {
    let path = "\(directory.path)/nowhere/db-instances"
    let error = #expect(throws: ChangePageError.self) { try InstanceLock(path: path) }
    #expect(error?.description.hasPrefix("can't use \(path): No such file or directory; start this by systemd") == true)
  }
}

private final class Counter: Sendable {
  private let number = Atomic<Int>(0)
  var value: Int { number.load(ordering: .sequentiallyConsistent) }
  func count() { number.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}
