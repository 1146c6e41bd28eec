import Glibc
import SystemCalls
import WireProtocol

/// Directories and keys that only their owner may read.
enum PrivateDirectory {
  /// Makes a directory, and those above it, unless it is there.
  /// - Throws: ``UsageFault`` that tells which one can't be made, or is another user's.
  static func make(_ path: String) throws(UsageFault) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_uid == geteuid() else {
        throw UsageFault("\(path) belongs to another user; choose a directory of your own")
      }
      return
    }
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    if !parent.isEmpty, access((path.hasPrefix("/") ? "/" : "") + parent, F_OK) != 0 {
      try make((path.hasPrefix("/") ? "/" : "") + parent)
    }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw UsageFault(SystemError("make \(path)"))
    }
  }

  /// Makes a file of random bytes with mode 0600 unless it is there. It appears whole or not at all.
  static func makeKey(_ path: String) throws(UsageFault) {
    guard access(path, F_OK) != 0 else { return }
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw UsageFault(SystemError("make \(draft)")) }
    defer { close(descriptor) }
    let key = (0..<ServiceDefinition.credentialLength).map { _ in UInt8.random(in: 0 ... .max) }
    guard write(descriptor, key, key.count) == key.count, fsync(descriptor) == 0, rename(draft, path) == 0 else {
      throw UsageFault(SystemError("write \(path)"))
    }
  }
}

/// Keeps a second suite out of a directory while one runs there.
struct DirectoryLock: Sendable {
  private let descriptor: CInt

  /// - Throws: ``UsageFault`` if another process holds it.
  init(_ directory: String) throws(UsageFault) {
    descriptor = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw UsageFault(SystemError("write in \(directory)")) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw UsageFault("another oauthctl up runs in \(directory); choose another --directory, or stop that one")
    }
  }

  /// The kernel releases it as well when the process ends.
  func release() {
    close(descriptor)
  }
}
