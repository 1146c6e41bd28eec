import CLinux
import Glibc
package import SystemCalls

/// The instances of a service, which share its socket, as far as they wait for each other before they exit on idle: the
/// first stays while another one is in use, the others stay while the first is there.
///
/// Each tells that by a lock in a file that they share; the kernel takes it back whenever a process ends.
package final class Siblings: Sendable {
  /// The byte of the file that is locked.
  private enum Mark: off_t {
    case firstIsThere, otherIsInUse
  }

  private let isFirst: Bool
  private let descriptor: CInt

  /// - Parameters:
  ///   - path: The file, which is made where it is not there.
  ///   - isFirst: Whether this process is the instance that the socket starts.
  /// - Throws: ``SystemError``.
  package init(path: String, isFirst: Bool) throws(SystemError) {
    self.isFirst = isFirst
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("make \(path)") }
    if isFirst { lock(.firstIsThere, F_RDLCK) }
  }

  deinit { close(descriptor) }

  /// Whether one of the others needs this one to stay.
  var needThis: Bool { isLocked(isFirst ? .otherIsInUse : .firstIsThere) }

  /// Takes note of the first connection, and of the end of the last.
  func note(isInUse: Bool) {
    if !isFirst { lock(.otherIsInUse, isInUse ? F_RDLCK : F_UNLCK) }
  }

  private func lock(_ mark: Mark, _ type: CInt) {
    var lock = Self.lock(mark, type)
    _ = fcntl(descriptor, open_file_setlk, &lock)
  }

  private func isLocked(_ mark: Mark) -> Bool {
    var lock = Self.lock(mark, F_WRLCK)
    return fcntl(descriptor, open_file_getlk, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  private static func lock(_ mark: Mark, _ type: CInt) -> flock {
    flock(l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: mark.rawValue, l_len: 1, l_pid: 0)
  }
}
