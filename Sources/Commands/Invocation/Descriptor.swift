import Glibc
import SystemCalls

/// An open file descriptor.
struct Descriptor: Sendable {
  static let standardInput = Descriptor(number: 0)
  static let standardOutput = Descriptor(number: 1)
  static let standardError = Descriptor(number: 2)

  private let number: Int32

  private init(number: Int32) {
    self.number = number
  }

  /// Opens a file for reading, for the time of a closure.
  static func withFile<Result>(_ path: String, _ body: (Descriptor) throws -> Result) throws -> Result {
    let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw SystemError("open \(path)") }
    defer { Glibc.close(number) }
    return try body(Descriptor(number: number))
  }

  /// Makes a new file that only its owner may read and write, open for writing. A link is not followed.
  /// - Parameter directory: An open directory in which a relative path begins.
  static func makePrivateFile(_ path: String, in directory: CInt = AT_FDCWD) throws(SystemError) -> Descriptor {
    let number = openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw SystemError("make \(path)") }
    return Descriptor(number: number)
  }

  /// Makes a file that everybody may read, open for writing, or empties one that is there.
  static func makeDraft(_ path: String) throws(SystemError) -> Descriptor {
    let number = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw SystemError("make \(path)") }
    return Descriptor(number: number)
  }

  /// Opens what is there for writing, or makes what a link leads to.
  static func open(_ path: String) throws(SystemError) -> Descriptor {
    let number = Glibc.open(path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw SystemError("open \(path)") }
    return Descriptor(number: number)
  }

  /// Gives the file these permission bits, whatever the umask.
  func permit(_ mode: mode_t) throws(SystemError) {
    guard fchmod(number, mode) == 0 else { throw SystemError("change the permissions of descriptor \(number)") }
  }

  /// Makes the file somebody else's.
  func give(to owner: uid_t, _ group: gid_t, mode: mode_t) throws(SystemError) {
    guard fchmod(number, mode) == 0, fchown(number, owner, group) == 0 else {
      throw SystemError("give descriptor \(number) to uid \(owner)")
    }
  }

  func close() {
    Glibc.close(number)
  }

  /// The bytes up to the end of the file, or up to the first beyond the limit.
  func read(limit: Int) throws(SystemError) -> [UInt8] {
    try FileContent.read(number, called: "descriptor \(number)", limit: limit)
  }

  func write(_ text: String) throws(SystemError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        throw SystemError("write descriptor \(number)")
      }
    }
  }

  /// Whether this is a regular file that users other than its owner may read.
  var isSharedFile: Bool {
    var status = stat()
    guard fstat(number, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG && status.st_mode & (S_IRGRP | S_IROTH) != 0
  }
}
