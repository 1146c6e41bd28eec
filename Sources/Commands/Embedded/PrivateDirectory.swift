import Glibc
import SystemCalls
import WireProtocol

/// Directories and keys that only their owner may read.
enum PrivateDirectory {
  /// The path from the root.
  static func absolutePath(_ path: String) throws(UsageFault) -> String {
    guard !path.isEmpty else { throw UsageFault("the name of the directory is empty; give a directory") }
    guard !path.hasPrefix("/") else { return path }
    guard let current = getcwd(nil, 0) else { throw UsageFault(SystemError("tell the current directory")) }
    defer { free(current) }
    return "\(String(cString: current))/\(path)"
  }

  /// Makes a directory, and those above it, unless it is there.
  /// - Throws: ``UsageFault`` that tells which one can't be made, is another user's, or lets other users in.
  static func make(_ path: String) throws(UsageFault) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw UsageFault("\(path) is no directory; give one, or a name that is not there yet")
      }
      guard status.st_uid == geteuid() else {
        throw UsageFault("\(path) belongs to another user; choose a directory of your own")
      }
      // Others need it as it is.
      guard status.st_mode & S_ISVTX == 0 else {
        throw UsageFault("\(path) is there for all users; give a directory of your own, such as \(path)/oauth-apps")
      }
      guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else {
        throw UsageFault("other users may enter \(path); chmod 700 it, or give a directory that is not there yet")
      }
      return
    }
    let parent = "/" + path.split(separator: "/").dropLast().joined(separator: "/")
    if access(parent, F_OK) != 0 { try make(parent) }
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
    // One that is ending lets go of it in a moment.
    for _ in 1...20 where flock(descriptor, LOCK_EX | LOCK_NB) != 0 { usleep(50_000) }
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
