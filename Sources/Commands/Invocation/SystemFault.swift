import Glibc

/// A system call that failed.
struct SystemFault: Error, Equatable, CustomStringConvertible {
  /// The value of `errno`.
  let code: Int32

  /// The C library's words, such as "No such file or directory".
  var description: String { String(cString: strerror(code)) }

  /// The reader of a pipe has gone, as `head` does when it has seen enough.
  var isBrokenPipe: Bool { code == EPIPE }
}

/// What was asked for can't be written where it was to go.
struct OutputFault: Error {
  /// Names the place, for people.
  var place = "standard output"
  let cause: SystemFault
}
