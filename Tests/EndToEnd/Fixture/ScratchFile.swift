import Glibc

/// A file that has no name any more and goes with its owner.
final class ScratchFile {
  let descriptor: CInt

  init(_ text: String = "") throws {
    var path = Array("/tmp/oauth-apps-scratch-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw SystemCallError(action: "make a scratch file") }
    unlink(path)
    // A program that is started gets a copy of it where it needs it.
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0,
      write(descriptor, text, text.utf8.count) == text.utf8.count, lseek(descriptor, 0, SEEK_SET) == 0
    else { throw SystemCallError(action: "write a scratch file") }
  }

  deinit {
    close(descriptor)
  }

  /// All that it holds.
  var text: String {
    var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

/// A system call that failed.
struct SystemCallError: Error, Equatable, CustomStringConvertible {
  let action: String
  var number: CInt = errno

  var description: String { "can't \(action): \(String(cString: strerror(number)))" }
}
