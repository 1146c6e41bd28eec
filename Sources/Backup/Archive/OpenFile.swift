import Glibc
import SystemCalls

/// A file that is open as long as this lives.
final class OpenFile {
  private let path: String
  private let descriptor: CInt

  init(reading path: String) throws(SystemError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("read \(path)") }
  }

  /// Makes a file that was not there, for its owner alone.
  init(making path: String) throws(SystemError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("make \(path)") }
  }

  deinit {
    close(descriptor)
  }

  /// The next bytes; fewer than are asked for only at the end.
  func read(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var found = 0
    while found < count {
      let read = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: found), count - found)
      }
      if read == 0 { break }
      if read > 0 { found += read } else if errno != EINTR { throw SystemError("read \(path)") }
    }
    return Array(bytes.prefix(found))
  }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw SystemError("write \(path)") }
    }
  }

  /// Returns when all is on disk, with this mode and owner.
  func finish(mode: mode_t = 0o600, owner: FileOwner? = nil) throws(SystemError) {
    if let owner, fchown(descriptor, owner.user, owner.group) != 0 { throw SystemError("give \(path) to its owner") }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw SystemError("write \(path)") }
  }
}

/// Whose a file is.
struct FileOwner: Equatable {
  let user: uid_t
  let group: gid_t
}
